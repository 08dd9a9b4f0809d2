import { createClient } from './client.ts'
import { type OptionsGiven, resolveOptions } from './options.ts'
import { safe } from './safely.ts'

/** The script of `/sdk.js`: options come from its own tag's attributes. */
safe(() => {
  const script = document.currentScript ?? document.querySelector('script[data-write-key]')
  if (!(script instanceof HTMLScriptElement)) return
  const given = { host: new URL(script.src).origin, ...script.dataset } as unknown as OptionsGiven
  const page = window as unknown as { throughline: unknown }
  page.throughline = createClient(resolveOptions(given), window)
})()
