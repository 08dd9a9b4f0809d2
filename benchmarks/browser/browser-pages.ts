/** Nodes of the large page, texts included. */
export const LARGE_NODES = 20_000

/** Rows that the busy page compares at each click before it changes two or three: what a framework does for a list. */
const ROWS = 12_000

/** Apart from each other, so that a walk over them is no rage. */
export const BUSY_BUTTONS = 10

/** The pages that are measured, each with the SDK's tag or nothing in its place. */
export const browserPages = {
  /** An app: each click compares its whole list, changes two or three elements, and sometimes asks the server. */
  busy: (tag: string) => `${head(tag)}
<h1>Busy</h1>
<p>${Array.from({ length: BUSY_BUTTONS }, (_, n) => `<button class="go" style="margin:0 28px 28px 0">Go on ${n}</button>`).join(' ')}</p>
<ul id="list"></ul>
<script>
const list = document.getElementById('list')
const rows = Array.from({ length: ${ROWS} }, (_, n) => ({ n, name: 'Thing ' + (n * 7919) % ${ROWS}, price: n % 97 }))
for (let n = 0; n < 300; n++) list.append(Object.assign(document.createElement('li'), { textContent: 'Row ' + n }))
window.clicks = window.mutations = window.requests = 0
document.addEventListener('click', (event) => {
  if (!event.target.matches('.go')) return
  const click = window.clicks++
  const sorted = rows.map((row) => ({ ...row, key: row.price + row.name })).sort((a, b) => (a.key < b.key ? -1 : 1))
  const most = click % 2 ? 3 : 2
  for (let n = 0; n < most; n++) {
    const row = list.children[(click * 3 + n) % list.children.length]
    row.textContent = sorted[(click * 31 + n) % sorted.length].name
    window.mutations++
  }
  if (click % 10 === 0) { window.requests++; fetch('/data').then((answer) => answer.json()) }
})
</script>`,

  /** A shop's page: a large picture, text, a button that answers. */
  product: (tag: string) => `${head(tag)}
<h1>A lamp</h1><img width="600" height="400" alt="" src="data:image/svg+xml,${picture}">
<p>${'Soft light for long evenings. '.repeat(40)}</p><button id="go">Add to cart</button><p id="said"></p>
<script>
let many = 0
document.getElementById('go').addEventListener('click', () => {
  const until = performance.now() + 6
  while (performance.now() < until);
  document.getElementById('said').textContent = ++many + ' in your cart'
})
</script>`,

  /** As many nodes as a long list has in a large shop. */
  large: (tag: string) => `${head(tag)}<div id="all"></div>
<script>
const row = (n) => '<div class="row"><a href="#' + n + '">Product ' + n + '</a><span>' + n + ' euros</span></div>'
document.getElementById('all').innerHTML = Array.from({ length: ${LARGE_NODES / 5} }, (_, n) => row(n)).join('')
</script>`,
} as const

export type PageName = keyof typeof browserPages

const head = (tag: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Measured</title><link rel="icon" href="data:,">${tag}<body>`

/** Heavy enough to count as content. */
const picture = encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400"><rect width="600" height="400" fill="#c4704f"/>${Array.from(
    { length: 300 },
    (_, n) => `<circle cx="${(n * 37) % 600}" cy="${(n * 53) % 400}" r="${4 + (n % 9)}" fill="#${100 + n}"/>`,
  ).join('')}</svg>`,
)
