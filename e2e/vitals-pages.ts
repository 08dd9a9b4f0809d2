import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** A site whose pages measure themselves twice: with our module, and with Google's library. */
export interface VitalsSite {
  readonly origin: string
  close(): Promise<void>
}

const library = readFileSync(
  fileURLToPath(import.meta.resolve('web-vitals/attribution')).replace(/\.js$/, '.iife.js'),
)

/** The module as the build makes it for sites. */
const module = new URL('../packages/browser/dist/vitals.js', import.meta.url)

/** Serves the pages on an origin of their own. */
export async function startVitalsSite(): Promise<VitalsSite> {
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site')
    await sleep(Number(searchParams.get('wait') ?? 0))
    const send = (type: string, body: string | Buffer) =>
      response.writeHead(200, { 'content-type': type, 'timing-allow-origin': '*' }).end(body)
    if (pathname === '/library.js') send('text/javascript', library)
    else if (pathname === '/vitals.js') send('text/javascript', await readFile(module))
    else if (pathname === '/slow.js') send('text/javascript', slowScript)
    else if (pathname === '/picture.svg') send('image/svg+xml', picture)
    else if (pathname === '/elsewhere')
      send('text/html', '<!doctype html><title>Elsewhere</title><p>Elsewhere')
    else if (pathname.startsWith('/embedding')) send('text/html; charset=utf-8', embedding(searchParams))
    else send('text/html; charset=utf-8', page)
  })
  const port = await listen(server)
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

/** With a comment that makes it large: of pictures with few bytes a pixel, browsers think as of backgrounds. */
const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400"><rect width="600" height="400" fill="teal"/><circle cx="300" cy="200" r="150" fill="gold"/><!--${'x'.repeat(20_000)}--></svg>`

/** Keeps the page busy for as long as a button says, as handlers of real pages do. */
const slowScript = `
addEventListener('click', ({ target }) => {
  const busy = Number(target.dataset?.busy ?? 0)
  for (const end = performance.now() + busy; performance.now() < end;);
  if (busy) target.textContent += '.'
  if (target.id === 'shift') setTimeout(() => {
    document.querySelector('#banner').style.height = document.querySelector('#banner').offsetHeight + 60 + 'px'
  }, 700)
})`

/** A page as a site's owner writes it: one script tag. */
const embedding = (
  search: URLSearchParams,
): string => `<!doctype html><html lang="en"><title>Embedding</title>
<link rel="icon" href="data:,">
<script async src="${search.get('server')}/sdk.js" data-write-key="${search.get('key')}"></script>
<h1>A page that embeds</h1>
<img id="hero" alt="" src="/picture.svg?wait=200" width="600" height="400">
<p><button id="slow" data-busy="130">Slow</button></p>
<script src="/slow.js"></script>`

/** Both measurers write to storage at once, which is there still when the page is left. */
const page = `<!doctype html><html lang="en"><title>Measured</title><link rel="icon" href="data:,">
<style>body { margin: 0; font: 16px sans-serif } #banner { background: silver }</style>
<div id="banner"></div>
<h1>A page that measures itself</h1>
<img id="hero" alt="" src="/picture.svg?wait=250&secret=1" width="600" height="400">
<p><button id="quick">Quick</button> <button id="slow" data-busy="130">Slow</button> <button id="slower" data-busy="260">Slower</button> <button id="shift">Shift</button></p>
<script src="/slow.js"></script>
<script src="/library.js"></script>
<script>
const keep = (name, entry) => localStorage.setItem(name, JSON.stringify([...JSON.parse(localStorage.getItem(name) ?? '[]'), entry]))
for (const metric of ['LCP', 'INP', 'CLS', 'FCP', 'TTFB'])
  webVitals['on' + metric](({ id, name, value, rating, navigationType, attribution }) => {
    const { target, url, interactionTarget, largestShiftTarget, longestScript, ...phases } = attribution
    keep('theirs', { view: id.length && navigationType, metric: name, value, rating, navigationType,
      element: target ?? interactionTarget ?? largestShiftTarget, url, script: longestScript?.entry.sourceURL,
      phases: Object.fromEntries(Object.entries(phases).filter(([, one]) => typeof one === 'number')) })
  })
// What the core of the SDK gives to a module, as far as vitals ask for it.
const host = {
  options: {}, window,
  track: (event, properties) => keep('ours', { event, ...properties }),
  onPage: (listener) => listener({ path: location.pathname, url: location.href, title: document.title }),
  onLeave: (listener) => {
    document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && listener(false))
    addEventListener('pagehide', () => listener(true))
  },
  safe: (work) => (...args) => { try { work(...args) } catch (error) { keep('thrown', String(error)) } },
}
const later = new URLSearchParams(location.search).get('later')
const begin = () => import('/vitals.js').then(({ start }) => start(host)).then(() => { window.measuring = true })
later ? setTimeout(begin, Number(later)) : addEventListener('load', () => requestIdleCallback(begin))
</script>`

function listen(server: Server): Promise<number> {
  return new Promise((listening) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      listening(address && typeof address === 'object' ? address.port : 0)
    })
  })
}
