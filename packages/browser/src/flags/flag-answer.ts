/** What a flag is evaluated for: whoever is here, and with what. */
export interface FlagContext {
  /** The visitor's anonymous id. Absent where nothing may be stored: a share would be drawn anew with each page. */
  readonly targetingKey?: string | undefined
  readonly userId?: string | undefined
  readonly sessionId?: string | undefined
  readonly groupId?: string | undefined
  readonly [attribute: string]: unknown
}

/** A flag as OFREP answers it; without a value where the page's own fallback counts. */
export interface EvaluatedFlag {
  readonly key: string
  readonly value?: unknown
  readonly metadata?: {
    readonly experiment?: string
    readonly variation?: string
    /** The attribute of the context by which units are drawn: `targetingKey`, without it. */
    readonly unit?: string
    readonly phase?: number
    /** The message id under which the log counts this exposure once, from whichever client. */
    readonly exposure?: string
    /** The same of experiments on flags that this one needs, as JSON: a list, each with its `flag`. */
    readonly through?: string
  }
}

/** The answer to a bulk evaluation, with the context that was asked with: what `bootstrap` takes and storage keeps. */
export interface FlagAnswer {
  readonly context?: FlagContext | undefined
  readonly flags: readonly EvaluatedFlag[]
  readonly etag?: string | null | undefined
  /** Exposures that were logged, by message id. */
  readonly logged?: readonly string[] | undefined
}
