import { createServer } from 'node:http'
import { credentials } from './start-server.ts'

/** A site with our own script on its one page. */
export interface LanternSite {
  readonly url: string
  close(): Promise<void>
}

/** A long page that begins with a picture as high as the window: what a rebuilt page gets wrong most easily. */
const page = (server: string): string => `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Lantern</title><link rel="icon" href="data:,"><style>
*{box-sizing:border-box} body{margin:0;font:16px/1.5 Georgia,serif;color:#26231e;background:#fcf9f3}
.hero{min-height:100vh;display:grid;place-items:center;background:#2d3b36;color:#f4efe4}
main{padding:40px 8%} p{height:180px} button{font:inherit;padding:12px 26px;border:0;border-radius:8px;background:#2d3b36;color:#fff}
footer{padding:30px 8%;background:#ece4d4}</style>
<script async src="${server}/sdk.js" data-write-key="${credentials.writeKey}" data-replay="1"></script></head><body>
<div class="hero"><h1>A lantern for the garden</h1></div>
<main>${Array.from({ length: 6 }, (_, index) => `<p>Part ${index + 1}</p>`).join('')}
<button id="order">Order the lantern</button><span id="said" role="status"></span><p>After the button</p>
<form name="engraving"><input name="words" aria-label="Words"><input name="phone" aria-label="Phone"><button>Send</button></form></main>
<footer><a href="#top">Back to the top</a></footer>
<script>order.onclick = () => { said.textContent = ' Ordered.' }</script></body></html>`

/** Serves the page on an origin of its own. */
export async function startLanternSite(server: string): Promise<LanternSite> {
  const site = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page(server))
  })
  await new Promise<void>((listening) => site.listen(0, '127.0.0.1', listening))
  const address = site.address()
  return {
    url: `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}/lantern`,
    close: () =>
      new Promise((closed) => {
        site.close(() => closed())
        site.closeAllConnections()
      }),
  }
}
