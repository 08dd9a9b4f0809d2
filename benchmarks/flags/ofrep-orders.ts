/** What the load generator for evaluations is asked to do. */
export interface OfrepOrder {
  readonly port: number
  readonly path: string
  readonly authorization: string
  readonly connections: number
  readonly seconds: number
  /** Undefined: as fast as the server answers. */
  readonly perSecond?: number
  /** Before each targeting key, so that runs ask for different people. */
  readonly people: string
}

export interface OfrepOutcome {
  readonly answered: number
  /** Answers other than 200. */
  readonly refused: number
  readonly seconds: number
  /** Milliseconds from when each request was due; waiting for a free connection counts. */
  readonly latencies: readonly number[]
}
