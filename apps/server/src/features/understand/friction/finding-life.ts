import type { FindingState } from '@throughline/contract/friction'
import type { AnalysedFinding } from './analysis/analysis-result.ts'
import type { FindingLife, FindingRecord, FindingWord, Observation } from './finding-record.ts'

const DAY = 86_400_000
/** For so long after it was first seen a finding is new, and after it was noticed to be back it is back. */
const NEWS_MS = 7 * DAY
/** One that was met last so long before the period's end, or now, may be fixed … */
const ENDED_MS = 2 * DAY
/** … if by its pace so many sessions would have met it since: then a pause by chance has odds of 1 in 150 (Poisson). */
const MISSED_SESSIONS = 5
/** One that daily runs miss for so long is fixed: at the edge of what can be told it may be found every other day. */
const MISSED_MS = 2 * DAY
/** Observations whose periods are so far apart are compared. */
const APART_MS = 7 * DAY

/** What one run says of a finding that is known. */
export interface Sighting {
  readonly now: Date
  /** The run's period. */
  readonly to: Date
  /** Undefined where the run did not find it. */
  readonly finding: Pick<AnalysedFinding, 'when' | 'course' | 'sessions'> | undefined
  /** Whether so many came to its place in the last days that it would have been met. */
  readonly placeMet: boolean
}

/** What a run changes, and what is told of it in the history. */
export interface Change {
  readonly life: Partial<FindingLife & FindingWord>
  readonly lines: readonly string[]
}

const nothing: Change = { life: {}, lines: [] }

/**
 * What becomes of a finding by a run over a period that ends about now.
 *
 * - It **ended**: it was met last two days before the period's end at least, and by its pace five sessions or more would
 *   have met it since. It is fixed since then.
 * - It is **missed** by daily runs for two days although people come to its place. It is fixed since the first of them.
 * - It was fixed, by the log or in the team's words, and is met again: it began after that moment, or on two days in a
 *   row, not counting the day after, at least half as many met it as on a day before. It is **back**; the mark goes.
 * - It was missed and is found again as if nothing had been: it had not ended. It is not news.
 */
export function lifeAfter(record: FindingRecord, { now, to, finding, placeMet }: Sighting): Change {
  if (!finding) return placeMet ? missed(record, now) : nothing
  const foundTo = later(record.foundTo, to)
  if (hasEnded(finding, { now, to })) {
    const ended = new Date(finding.when.to)
    const known = record.fixedAt !== null && record.fixedAt.getTime() > ended.getTime() - ENDED_MS
    return {
      life: { foundTo, missingSince: null, ...(!known && { fixedAt: ended }) },
      lines: known ? [] : [`Ended on ${dayOf(ended)}.`],
    }
  }
  const alive: Partial<FindingLife & FindingWord> = { foundTo, missingSince: null, fixedAt: null }
  const marked = record.mark === 'fixed' ? record.markedAt : null
  const fixed = marked && record.fixedAt ? later(marked, record.fixedAt) : (marked ?? record.fixedAt)
  if (!fixed) return { life: alive, lines: [] }
  const again = metAgain(finding, fixed)
  if (again) {
    return {
      life: { ...alive, backAt: now, ...(marked && { mark: 'none', markedAt: now }) },
      lines: [`Back since ${again}${marked ? ', after it was marked as fixed' : ''}.`],
    }
  }
  return { life: alive, lines: record.fixedAt ? ['Found again: it had not ended.'] : [] }
}

function missed(record: FindingRecord, now: Date): Change {
  if (record.fixedAt) return nothing
  const since = record.missingSince ?? now
  if (now.getTime() - since.getTime() < MISSED_MS) return { life: { missingSince: since }, lines: [] }
  return {
    life: { missingSince: null, fixedAt: since },
    lines: [`No longer found since ${dayOf(since)}, though people come to the place.`],
  }
}

/**
 * What the log says of a finding now: fixed and back as {@link lifeAfter} noted them, for a week after; worse where the
 * last daily run's money a day lies above that of a run a week or more before it, the 95 % intervals apart; new for a week
 * where it began within the period; else ongoing.
 *
 * @param observations the oldest first
 */
export function stateOf(
  record: FindingLife,
  observations: readonly Observation[],
  finding: Pick<AnalysedFinding, 'when' | 'sessions'>,
  { now, to }: { readonly now: Date; readonly to: Date },
): FindingState {
  const lately = (since: Date | null) => since !== null && now.getTime() - since.getTime() < NEWS_MS
  if (record.fixedAt || hasEnded(finding, { now, to })) return 'fixed'
  if (lately(record.backAt)) return 'back'
  if (isWorse(observations)) return 'worse'
  return finding.when.beganInPeriod && lately(record.firstSeenAt) ? 'new' : 'ongoing'
}

/** For how many days of its period a finding lasted, 1 at least: an hour's loss is not drawn out to a month. */
export const lastingDays = ({ when }: Pick<AnalysedFinding, 'when'>): number =>
  Math.max((Date.parse(when.to) - Date.parse(when.from)) / DAY, 1)

function hasEnded(
  finding: Pick<AnalysedFinding, 'when' | 'sessions'>,
  { now, to }: { readonly now: Date; readonly to: Date },
): boolean {
  const { when, sessions } = finding
  const quiet = Math.min(now.getTime(), to.getTime()) - Date.parse(when.to)
  const expected = (sessions.affected / lastingDays(finding)) * (quiet / DAY)
  return when.endedInPeriod && quiet > ENDED_MS && expected >= MISSED_SESSIONS
}

function isWorse(observations: readonly Observation[]): boolean {
  const last = observations.at(-1)
  if (!last) return false
  const before = observations.findLast(({ at }) => last.at.getTime() - at.getTime() >= APART_MS)
  return before !== undefined && last.low / last.days > before.high / before.days
}

/** The day since when it is met again after a moment, or undefined. */
function metAgain(
  { when, course }: Pick<AnalysedFinding, 'when' | 'course'>,
  moment: Date,
): string | undefined {
  if (when.beganInPeriod && Date.parse(when.from) > moment.getTime()) return dayOf(new Date(when.from))
  const day = dayOf(moment)
  const before = course.filter((one) => one.day < day && one.affected > 0)
  const usual = before.reduce((sum, { affected }) => sum + affected, 0) / before.length
  const after = course.filter((one) => one.day > day).slice(1)
  const first = after.findIndex(
    (one, index) =>
      one.affected >= usual / 2 && (after[index + 1]?.affected ?? Number.NEGATIVE_INFINITY) >= usual / 2,
  )
  return after[first]?.day
}

const later = (a: Date, b: Date): Date => (a > b ? a : b)
const dayOf = (date: Date): string => date.toISOString().slice(0, 'yyyy-mm-dd'.length)
