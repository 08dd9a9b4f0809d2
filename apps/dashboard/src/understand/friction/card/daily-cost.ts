import type { Finding, FindingDetail } from '@throughline/contract/friction'
import { dayOf } from '../../../view/zoned-time.ts'
import { type dailyCourse, partOf } from '../daily-course.ts'
import type { CostEvents } from './place-labels.ts'

type Parts = ReturnType<typeof dailyCourse>['parts']

/**
 * The period's interval, shared out over the days as the money is. No day has an interval of its own; nothing but the
 * period's is known.
 */
export function dailyBand(
  parts: Parts,
  { estimate, low, high }: Finding['moneyAtRisk'],
): { low: number[]; high: number[] } {
  const scaled = (bound: number): number[] =>
    parts.map(({ money }) => (estimate === 0 ? money : (money * bound) / estimate))
  return { low: scaled(low), high: scaled(high) }
}

/** Where it began, where it ended, and what was released, on the parts that these belong to. */
export function costEvents(
  parts: Parts,
  when: Finding['when'],
  releases: FindingDetail['releases'],
  timezone: string,
): CostEvents[] {
  const happened = [
    ...releases.map(({ version, at }) => ({ at, label: version })),
    ...(when.beganInPeriod ? [{ at: when.from, label: 'began' }] : []),
    ...(when.endedInPeriod ? [{ at: when.to, label: 'ended' }] : []),
  ]
  const byPart = new Map<number, string[]>()
  for (const { at, label } of happened) {
    const index = partOf(parts, dayOf(Date.parse(at), timezone))
    if (index !== undefined) byPart.set(index, [...(byPart.get(index) ?? []), label])
  }
  return [...byPart].sort(([a], [b]) => a - b).map(([index, labels]) => ({ index, labels }))
}
