import type { FindingMark } from '@throughline/contract/friction'
import type { RecognisableFinding } from './finding-key.ts'

/** What became of a friction, by the log. */
export interface FindingLife {
  readonly firstSeenAt: Date
  /** End of the latest period in which it was found. */
  readonly foundTo: Date
  /** Since when daily runs miss it though people come to its place. */
  readonly missingSince: Date | null
  readonly fixedAt: Date | null
  /** When it was noticed that it is back. */
  readonly backAt: Date | null
  /** Which appearance was told: `firstSeenAt` or `backAt` of then. */
  readonly toldFor: Date | null
}

/** What the team said of it. */
export interface FindingWord {
  readonly mark: FindingMark
  readonly markedAt: Date | null
  readonly reason: string | null
  readonly owner: string | null
}

/** A friction that was found once or often, from its first finding on. */
export interface FindingRecord extends RecognisableFinding, FindingLife, FindingWord {
  readonly id: string
  readonly projectId: string
  readonly title: string
}

/** What a daily run measured of a finding. */
export interface Observation {
  readonly at: Date
  /** Money at risk in the run's period, with its 95 % interval. */
  readonly estimate: number
  readonly low: number
  readonly high: number
  /** For so many days within the period, 1 at least. */
  readonly days: number
  readonly affected: number
}

/** What happened to a finding. */
export interface HistoryLine {
  readonly at: Date
  readonly what: string
  /** Null where the log said it, or a token. */
  readonly by: string | null
}
