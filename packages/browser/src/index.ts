import { createClient as startClient } from './client.ts'
import type { Options } from './options.ts'
import type { Throughline } from './throughline.ts'

export type { Choices } from './consent.ts'
export type { Properties, Purpose } from './host.ts'
export type { Options } from './options.ts'
export type { CallOptions, Throughline } from './throughline.ts'

/**
 * Starts the SDK in this page; call it once, in the browser.
 *
 * @example
 * const throughline = createClient({ writeKey: 'wk_…', host: 'https://cx.example.com' })
 * throughline.track('Signed Up', { plan: 'pro' })
 */
export function createClient(options: Options): Throughline {
  return startClient(options, window)
}
