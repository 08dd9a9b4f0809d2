/** Pages that the tests of recordings visit; each is the inside of a body. */

export const plain = '<main><h1>Plain page</h1><p>Some words.</p></main>'

/** 2,000 rows of nine nodes each, made by a script. */
export const large = `<main id="main"></main><script>
  const rows = []
  for (let row = 0; row < 2000; row++)
    rows.push('<section class="row row-' + row + '"><h3>Row ' + row + '</h3><div style="color: teal">' +
      '<a href="/p/' + row + '">Link</a> <b>bold</b></div></section>')
  document.getElementById('main').innerHTML = rows.join('')
</script>`

/** Every way in which a visitor may type something, with the mirrors of it that pages have. */
export const secretFields = `<main class="all"><h1>Your details</h1>
  <label>Name <input name="first" oninput="this.parentNode.dataset.replicated = this.value"></label>
  <label>E-mail <input type="email" oninput="this.setAttribute('value', this.value)"></label>
  <label>Story <textarea oninput="this.parentNode.dataset.value = this.value"></textarea></label>
  <label>Phone <input type="tel"></label>
  <label>Search <input type="search"></label>
  <label>Birthday <input type="date"></label>
  <input id="cleared" value="cleared-later">
  <textarea id="cleared-area">cleared-later</textarea><script>document.getElementById('cleared-area').value = ''</script>
  <input type="hidden" name="token" value="hidden-token">
  <div id="editable" contenteditable="true"></div>
  <div id="in-shadow"></div>
  <iframe srcdoc="<input value='framed-value'>"></iframe>
  <label>Alias <input id="nickname"></label><p id="greeting"></p>
  <label>CVV <input></label>
  <label>Password <input type="password" id="password" oninput="this.setAttribute('value', this.value)"></label>
  <button onclick="document.getElementById('password').type = 'text'">Show</button>
  <label>Card number <input autocomplete="cc-number" oninput="document.getElementById('card').textContent = this.value"></label>
  <p id="card"></p>
  <label>Anything <input name="q"></label>
  <label>Check digits <input autocomplete="cc-csc"></label>
  <label>Code <input autocomplete="one-time-code" oninput="this.parentNode.title = 'Code ' + this.value"></label>
  <label>Keyword <input name="secret-word"></label>
  <script>
    document.getElementById('in-shadow').attachShadow({ mode: 'open' }).innerHTML = '<input>'
    document.getElementById('nickname').oninput = ({ target: { value } }) => {
      document.getElementById('greeting').innerHTML = 'Hello, ' + value + '! <img src="/hats/' + value + '" alt="">'
      console.error('No hat for ' + value)
    }
    document.getElementById('editable').oninput = ({ target }) => {
      if (!target.children.length) target.insertAdjacentHTML('beforeend', '<a href="mailto:edited-link" title="edited-link">x</a>')
    }
  </script></main>`

export const privateParts = `<main><h1>Public words</h1>
  <section class="private" data-private><span>first-private</span></section>
  <section class="hide"><span>first-hide</span></section>
  <section class="private" id="tree" data-private><span></span></section></main><script>
    const tree = document.getElementById('tree').attachShadow({ mode: 'open' })
    tree.innerHTML = '<p>first-private</p>'
    addEventListener('late', () => tree.append('late-private'))
  </script>`

export const friction = `<main><h1>Friction</h1>
  <button onclick="document.getElementById('shown').textContent = 'Counted 1'">Count</button>
  <button onclick="fetch('/api/fail', { method: 'POST' })">Fail</button>
  <button onclick="document.getElementById('shown').textContent = 'Afterwards'">After</button>
  <p id="shown"></p></main>`

/** A page on which hardly anything can be watched. */
export const hostile = `<main><h1>Closed</h1><button onclick="document.getElementById('shown').textContent = 'works'">Try</button>
  <input><p id="shown"></p></main><script>
  for (const kind of [Node, Element, HTMLInputElement, HTMLElement, CSSStyleSheet, Document, Event])
    Object.freeze(kind.prototype)
  Object.freeze(console)
  for (const name of ['sessionStorage', 'localStorage', 'PerformanceObserver', 'CompressionStream'])
    Object.defineProperty(window, name, { get() { throw new Error('not here') } })
</script>`

export const form = `<main><h1>Your address</h1><form id="address" action="/plain">
  <label>Street <input name="street"></label><label>Town <input name="town"></label><button>Next</button></form></main>`

/** A page as shops have them: a style sheet of 40 KB, 60 products, a search field, a cart. */
export const shopPage = (name: string): string => `
  <style>${Array.from(
    { length: 500 },
    (_, rule) => `.card-${rule} > .price { color: hsl(${rule} 50% 40%); margin: ${rule % 17}px }`,
  ).join('\n')}</style>
  <header><h1>${name}</h1><label>Search <input type="search"></label><span id="cart">0</span></header>
  <main>${Array.from(
    { length: 60 },
    (
      _,
      product,
    ) => `<article class="card-${product}"><a href="/shop/bag"><img alt="${name} ${product}" src="data:,"></a>
      <h2>${name} number ${product}</h2><p>A fine ${name.toLowerCase()}, made to last, in ${product % 7} colours.</p>
      <span class="price">${product}.90 EUR</span>
      <button onclick="document.getElementById('cart').textContent++">Add to cart</button></article>`,
  ).join('')}</main>`
