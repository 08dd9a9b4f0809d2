import type { ImportRun, RowOutcome, SampleRow } from '@throughline/contract/imports'

/** What became of rows. */
export interface Tally {
  rows: number
  events: number
  outcomes: Partial<Record<RowOutcome, number>>
  /** By reason. */
  rejections: Record<string, { rows: number; lines: number[] }>
  samples: SampleRow[]
}

const MOST_REASONS = 50
const MOST_LINES = 10
const MOST_SAMPLES = 60
const OTHER_REASONS = 'Other reasons.'

export const emptyTally = (): Tally => ({ rows: 0, events: 0, outcomes: {}, rejections: {}, samples: [] })

/** Counts rejected rows; reasons beyond the first fifty count together, so that no file can fill the memory. */
export function addRejection(
  { rejections }: Tally,
  reason: string,
  rows: number,
  lines: readonly number[],
): void {
  const isNew = !Object.hasOwn(rejections, reason)
  const key = isNew && Object.keys(rejections).length >= MOST_REASONS ? OTHER_REASONS : reason
  const known = rejections[key]
  rejections[key] = {
    rows: (known?.rows ?? 0) + rows,
    lines: [...(known?.lines ?? []), ...lines].slice(0, MOST_LINES),
  }
}

/** Adds the rows of a later part of the file. */
export function addTally(sum: Tally, part: Tally): void {
  sum.rows += part.rows
  sum.events += part.events
  for (const [outcome, rows] of Object.entries(part.outcomes) as [RowOutcome, number][])
    sum.outcomes[outcome] = (sum.outcomes[outcome] ?? 0) + rows
  for (const [reason, { rows, lines }] of Object.entries(part.rejections))
    addRejection(sum, reason, rows, lines)
  sum.samples.push(...part.samples.slice(0, Math.max(0, MOST_SAMPLES - sum.samples.length)))
}

/** As the contract gives it out. */
export function tallyView({
  rows,
  events,
  outcomes,
  rejections,
  samples,
}: Tally): Pick<ImportRun, 'rows' | 'events' | 'outcomes' | 'rejections' | 'samples'> {
  return {
    rows,
    events,
    outcomes: (Object.entries(outcomes) as [RowOutcome, number][])
      .map(([outcome, count]) => ({ outcome, rows: count }))
      .sort((a, b) => b.rows - a.rows),
    rejections: Object.entries(rejections)
      .map(([reason, { rows: count, lines }]) => ({ reason, rows: count, lines }))
      .sort((a, b) => b.rows - a.rows),
    samples,
  }
}
