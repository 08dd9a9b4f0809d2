import type { Options } from './options.ts'

/** What a visitor can allow or refuse. */
export type Purpose = 'analytics' | 'replay' | 'personalisation' | 'marketing'

/** Properties of an event or traits of a person: anything that JSON can hold. */
export type Properties = Readonly<Record<string, unknown>>

/** The page's own window, with the constructors that stand on it. */
export type PageWindow = Window & typeof globalThis

/** A page as the visitor sees it; in a single-page app each route is one. */
export interface PageView {
  /** The address's path, with the route behind `#/` where the app keeps it there. */
  readonly path: string
  readonly url: string
  readonly title: string
}

/** Who and in which visit. Without consent to storage all three last as long as the page. */
export interface Ids {
  readonly anonymousId: string
  readonly userId: string | null
  readonly sessionId: string
}

/**
 * What the core gives to signals, vitals and replay. Listeners are called with errors caught: whatever they throw
 * reaches neither the page nor each other. What they schedule or hand to the page themselves goes through `safe`.
 */
export interface Host {
  readonly options: Options
  /** Never reach for globals: tests pass a window of their own. */
  readonly window: PageWindow
  readonly importModule: ImportModule
  /** Addresses of modules that were asked for. */
  readonly loaded: Set<string>
  /**
   * Sends an event with `path` and `session_id` added. Nothing happens where analytics is refused.
   *
   * @param at milliseconds since 1970, for what happened a while ago
   */
  track(event: string, properties?: Properties, at?: number): void
  /** Bytes of events on their way; all requests that outlive a page share 64 KB. */
  sendingBytes(): number
  ids(): Ids
  allowed(purpose: Purpose): boolean
  /** Whether this session is in a sample: always the same answer within a session, in every tab. */
  inShare(share: number): boolean
  /** The page that is open (at once, if it is known already) and every one that a single-page app turns to. */
  onPage(listener: (page: PageView) => void): void
  /**
   * The page is hidden or left; comes before the last flush, so that what is tracked here still goes.
   * Comes again each time a page that was shown again is hidden. `exit`: the site is left, as far as can be known.
   */
  onLeave(listener: (exit: boolean) => void): void
  /** Every event that goes, signals included, with the properties as they go. */
  onTrack(listener: (event: string, properties: Properties, at: number) => void): void
  /** The visitor's word has changed; ask `allowed` what holds now. */
  onConsent(listener: () => void): void
  /** A new session has begun: after idleness, by a new campaign, or by `reset()`. */
  onSession(listener: (sessionId: string) => void): void
  /** Wraps what the page's own code will call: it returns nothing and never throws. */
  safe<A extends unknown[]>(work: (...args: A) => void): (...args: A) => void
}

/** What the SDK's later modules export. */
interface HostModule {
  start(host: Host): void
}

/** Imports one by its address. */
export type ImportModule = (address: string) => Promise<HostModule>
