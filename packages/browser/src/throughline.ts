import type { Choices } from './consent.ts'
import type { Ids, Properties } from './host.ts'

/** What Segment's clients take beside properties: of one event alone. */
export interface CallOptions {
  /** When it happened; now, without it. */
  readonly timestamp?: Date | string | undefined
  readonly context?: Properties | undefined
  readonly anonymousId?: string | undefined
  readonly [further: string]: unknown
}

/** Called when the event is kept, so that the page may go elsewhere. */
type Callback = () => void

/** The SDK as a page uses it: calls as Segment's analytics.js knows them. None of them ever throws. */
export interface Throughline {
  /** Counts a page by hand. In place of the automatic one, where that has not gone out. */
  page(properties?: Properties, options?: CallOptions, callback?: Callback): void
  page(name: string, properties?: Properties, options?: CallOptions, callback?: Callback): void
  page(
    category: string,
    name: string,
    properties?: Properties,
    options?: CallOptions,
    callback?: Callback,
  ): void
  /** @example throughline.track('Product Added', { product_id: 'sku-1', price: 89.9, currency: 'EUR' }) */
  track(event: string, properties?: Properties, options?: CallOptions, callback?: Callback): void
  /** Says who the visitor is, or more about them. @example throughline.identify('user-1', { email: 'ann@example.com' }) */
  identify(userId: string | number, traits?: Properties, options?: CallOptions, callback?: Callback): void
  identify(traits: Properties, options?: CallOptions, callback?: Callback): void
  /** Says which company, team or household the visitor belongs to. */
  group(groupId: string | number, traits?: Properties, options?: CallOptions, callback?: Callback): void
  /** Joins what was known under another id, or under the visitor's own until now, to this user id. */
  alias(
    userId: string | number,
    previousId?: string | number,
    options?: CallOptions,
    callback?: Callback,
  ): void
  /** Forgets the visitor, as after signing out: a new anonymous id and a new session. */
  reset(): void
  /**
   * Keeps the visitor's own word, by purpose, and sends it as a record. Refusing analytics deletes all that is stored
   * here and ends sending.
   *
   * @example throughline.consent({ analytics: true, replay: false, personalisation: true, marketing: false })
   */
  consent(choices: Choices): void
  /** Calls back at once: for code that waits for Segment's client. */
  ready(callback: Callback): void
  /** Who is here, for a server that is to send events of the same person. */
  ids(): Ids
  /** A call as a list, as pages make it before the script has loaded: `push(['track', 'Signed Up'])`. */
  push(...calls: readonly Call[]): void
  readonly flags: Flags
}

/** Feature flags as this visitor has them. */
export interface Flags {
  /**
   * What the flag serves here: at once, from what the server said last; the fallback where nothing is known, or where it
   * is of another type. Reading one that belongs to an experiment counts the visitor in, once.
   *
   * @example if (throughline.flags.value('checkout/one-page', false)) showOnePage()
   */
  value(key: string, fallback: boolean): boolean
  value(key: string, fallback: number): number
  value(key: string, fallback: string): string
  value<T>(key: string, fallback: T): T
  /**
   * Asks for changes while the page is open, and calls back with the keys that serve something else now. Without it a
   * page keeps the values that it began with.
   */
  onChange(listener: (keys: readonly string[]) => void): void
  /** Fulfilled when values are known, at the latest after 0.3 s; never rejected. */
  ready(): Promise<void>
}

export type Call = readonly [method: string, ...args: unknown[]]
