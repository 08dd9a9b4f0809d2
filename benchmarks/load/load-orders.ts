/** What the load generator is asked to do. */
export type LoadOrder =
  | { readonly kind: 'prepare'; readonly batches: number; readonly name: string }
  | {
      /** As fast as the server answers, over `connections`, until so many seconds have gone. */
      readonly kind: 'flood'
      readonly port: number
      readonly writeKey: string
      readonly connections: number
      readonly seconds: number
    }
  | {
      /** At a steady rate, whatever the server does. */
      readonly kind: 'pace'
      readonly port: number
      readonly writeKey: string
      readonly connections: number
      readonly seconds: number
      readonly eventsPerSecond: number
    }

export interface LoadOutcome {
  /** Events of batches that were answered with 200. */
  readonly acknowledged: number
  readonly refused: number
  readonly seconds: number
  /**
   * Milliseconds from when each batch was due to its acknowledgement. At a steady rate a batch is due by the clock, so
   * waiting for a free connection counts (no coordinated omission).
   */
  readonly latencies: readonly number[]
}
