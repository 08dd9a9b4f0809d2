import { createServer } from 'node:http'

/** A small shop to be recorded: a list, a product and a checkout whose button does nothing. */
export interface RecordedShop {
  readonly url: string
  close(): Promise<void>
}

const lamps = [
  ['Walnut desk lamp', '49.90', '#8b5e3c'],
  ['Paper floor lamp', '89.00', '#d9c7a3'],
  ['Brass reading light', '64.50', '#b08d3c'],
  ['Glass pendant', '119.00', '#7fa8a8'],
  ['Clamp spot', '24.90', '#55606e'],
  ['Night light', '12.50', '#e0a35a'],
] as const

const style = `
  *{box-sizing:border-box} body{margin:0;font:15px/1.5 Georgia,serif;color:#27241f;background:#fbf8f2}
  header{display:flex;gap:24px;align-items:center;padding:16px 5vw;border-bottom:1px solid #e5ddcf;background:#fff}
  header b{font-size:20px} header a{color:#5d5547} main{padding:28px 5vw;max-width:1100px;margin:0 auto}
  .grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(150px,1fr));gap:20px}
  .grid a{display:block;background:#fff;border:1px solid #e5ddcf;border-radius:10px;padding:14px;color:inherit;text-decoration:none}
  .shade{display:block;height:110px;border-radius:8px;margin-bottom:10px}
  button{font:inherit;background:#27241f;color:#fff;border:0;border-radius:8px;padding:11px 22px;cursor:pointer}
  label{display:block;margin:12px 0 4px} input{font:inherit;padding:9px;border:1px solid #b9ae9b;border-radius:6px;width:100%;max-width:340px}
  .error{color:#a32213;margin:8px 0} .row{display:flex;gap:30px;flex-wrap:wrap} .tall{height:900px}`

const shell = (title: string, main: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title} · Lamps</title><link rel="icon" href="data:,"><style>${style}</style></head><body>
<header><b>Lamps</b><a href="/">All lamps</a><a href="/checkout">Checkout</a></header><main>${main}</main></body></html>`

const shade = (colour: string): string => `<span class="shade" style="background:${colour}"></span>`

const pages: Readonly<Record<string, string>> = {
  '/': shell(
    'All lamps',
    `<h1>Six lamps, well made</h1><div class="grid">${lamps
      .map(
        ([name, price, colour]) => `<a href="/product/lamp">${shade(colour)}<b>${name}</b><br>€${price}</a>`,
      )
      .join('')}</div><div class="tall"></div><p>Free delivery from €50</p>`,
  ),
  '/product/lamp': shell(
    'Walnut desk lamp',
    `<div class="row"><div style="width:320px">${shade('#8b5e3c')}</div><div><h1>Walnut desk lamp</h1>
    <p>€49.90, delivered on Thursday.</p><button id="add">Add to cart</button><p id="said"></p></div></div>
    <script>add.onclick = () => { said.textContent = 'It is in your cart.'; console.log('cart', 1) }</script>`,
  ),
  '/checkout': shell(
    'Checkout',
    `<h1>Checkout</h1><form><label for="name">Name</label><input id="name"><label for="phone">Phone</label><input id="phone">
    <p class="error" id="error" role="alert"></p><p><button type="button" id="pay">Pay now</button></p></form>
    <script>pay.onclick = () => { error.textContent = 'The payment did not go through.'; console.error('Payment failed: 500') }</script>`,
  ),
}

/** Starts the shop on an origin of its own. */
export async function startRecordedShop(): Promise<RecordedShop> {
  const server = createServer((request, response) => {
    const page = pages[new URL(request.url ?? '/', 'http://shop').pathname]
    response
      .writeHead(page ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' })
      .end(page ?? 'Not found')
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}
