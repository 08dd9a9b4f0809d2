import { createClient } from './client.ts'
import type { Options } from './options.ts'
import { listen, safe } from './safely.ts'
import type { Call, Throughline } from './throughline.ts'

/** The script of `/sdk.js`: options stand in its own tag, and calls made before it in a list called `throughline`. */
safe(() => {
  const { src, dataset } = document.currentScript as HTMLScriptElement
  const start = () => {
    const page = window as unknown as { throughline?: Throughline | Call[] }
    const waiting = page.throughline
    // The tag stands on the page twice.
    if (waiting && 'ids' in waiting) return
    const options = { host: new URL(src).origin, ...dataset } as unknown as Options
    page.throughline = createClient(options, window, Array.isArray(waiting) ? waiting : [])
  }
  // A page that the browser prepares in advance is no visit before somebody looks at it.
  if ((document as { prerendering?: boolean }).prerendering) listen(document, 'prerenderingchange', start)
  else start()
})()
