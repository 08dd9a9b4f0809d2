/** A half-open time range in ISO 8601: `from` included, `to` not. */
export interface IsoRange {
  readonly from: string
  readonly to: string
}
