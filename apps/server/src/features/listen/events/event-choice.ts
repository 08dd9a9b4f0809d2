/** Which events are asked for. */
export interface EventChoice {
  readonly from?: string
  readonly to?: string
  readonly event?: string
  /** Keys of the one person whose events they are; undefined for everyone's. */
  readonly personKeys?: readonly string[]
}
