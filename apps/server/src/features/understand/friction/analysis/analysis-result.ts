import type { Finding, FindingDetail, FrictionAnswer } from '@throughline/contract/friction'

/** A session that met a friction. */
export interface AffectedSession {
  readonly session: string
  /** Profile key, in decimal digits. */
  readonly profile: string
  /** When it was met first; milliseconds since 1970. */
  readonly at: number
  /** Whether it went no further. */
  readonly left: boolean
}

/** A finding as the analysis gives it: what the log alone says. State, marks and evidence are added by the service. */
export type AnalysedFinding = Omit<
  Finding,
  'id' | 'state' | 'mark' | 'reason' | 'owner' | 'evidence' | 'actions'
> &
  Pick<FindingDetail, 'funnel' | 'hit' | 'covariates' | 'balance' | 'naive' | 'sensitivity'> & {
    /** At most 200, the most telling first: those that left with most in hand. */
    readonly affected: readonly AffectedSession[]
  }

/** What a run over a period found. */
export type AnalysisResult = Pick<
  FrictionAnswer,
  'currency' | 'method' | 'share' | 'sessions' | 'orders' | 'revenue' | 'steps' | 'tried' | 'withheld'
> & { readonly findings: readonly AnalysedFinding[] }
