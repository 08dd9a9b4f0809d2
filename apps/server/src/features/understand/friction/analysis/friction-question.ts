import type { AnalysisResult } from './analysis-result.ts'

/** A period to be looked at, and how its money is counted. */
export interface FrictionQuestion {
  readonly projectId: string
  /** ISO 8601, included. */
  readonly from: string
  /** ISO 8601, not included. */
  readonly to: string
  /** IANA zone, for days and hours. */
  readonly timezone: string
  /** ISO 4217: of an order that names none, and that money is converted into. */
  readonly currency: string
  /** What one unit of a currency is worth in `currency`. */
  readonly rates: Readonly<Record<string, number>>
}

/** Looks for friction in a period; takes seconds to a minute. Ending the signal ends the work. */
export type FindFriction = (question: FrictionQuestion, signal: AbortSignal) => Promise<AnalysisResult>
