import { createClient as startClient } from './client.ts'
import type { Options } from './options.ts'
import { attempt } from './safely.ts'
import type { Throughline } from './throughline.ts'

export type { Choices } from './consent.ts'
export type { EvaluatedFlag, FlagAnswer, FlagContext } from './flags/flag-answer.ts'
export type { Properties, Purpose } from './host.ts'
export type { Options } from './options.ts'
export type { CallOptions, Flags, Throughline } from './throughline.ts'

/** Where there is no page, as on a server that renders one, or where the page lets nobody in. */
const inert: Throughline = {
  page() {},
  track() {},
  identify() {},
  group() {},
  alias() {},
  reset() {},
  consent() {},
  ready() {},
  ids: () => ({ anonymousId: '', userId: null, sessionId: '' }),
  push() {},
  flags: { value: (_: string, fallback: unknown) => fallback as never, onChange() {}, ready: async () => {} },
}

/**
 * Starts the SDK in this page; call it once. Where there is no page it gives a client that does nothing.
 *
 * @example
 * const throughline = createClient({ writeKey: 'wk_…', host: 'https://cx.example.com' })
 * throughline.track('Signed Up', { plan: 'pro' })
 */
export function createClient(options: Options): Throughline {
  return attempt(() => startClient(options, window)) ?? inert
}
