import { createClient as startClient } from './client.ts'
import { type OptionsGiven, resolveOptions } from './options.ts'
import type { Throughline } from './throughline.ts'

export type { Choices } from './consent.ts'
export type { Properties, Purpose } from './host.ts'
export type { OptionsGiven } from './options.ts'
export type { CallOptions, Throughline } from './throughline.ts'

declare const __MODULE_HASHES__: Record<string, string>

/**
 * Starts the SDK in this page; call it once, in the browser.
 *
 * @example
 * const throughline = createClient({ writeKey: 'wk_…', host: 'https://cx.example.com' })
 * throughline.track('Signed Up', { plan: 'pro' })
 */
export function createClient(options: OptionsGiven): Throughline {
  return startClient(resolveOptions(options), window, __MODULE_HASHES__)
}
