import { createClient } from './client.ts'
import { type OptionsGiven, resolveOptions } from './options.ts'
import { safe } from './safely.ts'
import type { Call, Throughline } from './throughline.ts'

declare const __MODULE_HASHES__: Record<string, string>

/** The script of `/sdk.js`: options stand in its own tag, and calls made before it in a list called `throughline`. */
safe(() => {
  const page = window as unknown as { throughline?: Throughline | Call[] }
  const waiting = page.throughline
  // The tag stands on the page twice.
  if (waiting && 'consent' in waiting) return
  const script = (document.currentScript ??
    document.querySelector('script[data-write-key]')) as HTMLScriptElement
  const given = { host: new URL(script.src).origin, ...script.dataset } as unknown as OptionsGiven
  const client = createClient(resolveOptions(given), window, __MODULE_HASHES__)
  page.throughline = client
  if (Array.isArray(waiting)) client.push(...waiting)
})()
