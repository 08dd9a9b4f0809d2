import type { FunnelResponse } from '@throughline/contract/reports'
import { breakdownValueOf } from './queries/breakdown-values.ts'
import type { FunnelRow, Histogram } from './queries/funnel.ts'
import type { FunnelPlan } from './queries/funnel-tokens.ts'

type Step = FunnelResponse['steps'][number]

/** A funnel's numbers as the answer tells them: shares of 1, times in seconds; null where nobody is left to tell of. */
export function shapeFunnel({ steps }: FunnelPlan, row: FunnelRow): Step[] {
  const counts = steps.map((_, index) => Number(row.counts[index] ?? 0))
  return steps.map(({ event }, index) => ({
    event,
    count: counts[index] ?? 0,
    conversionFromFirst: share(counts[index], counts[0]),
    conversionFromPrevious: share(counts[index], counts[Math.max(0, index - 1)]),
    averageSeconds: seconds(row.averages[index]),
    medianSeconds: seconds(row.medians[index]),
  }))
}

export const shapeFunnelBreakdown = (
  plan: FunnelPlan,
  groups: readonly { key: string; row: FunnelRow }[],
): NonNullable<FunnelResponse['breakdown']> =>
  groups.map(({ key, row }) => {
    const group = breakdownValueOf(key)
    const steps = shapeFunnel(plan, row)
    if (group.kind === 'other') return { value: 'other', other: true, steps }
    return { value: group.kind === 'value' ? group.value : null, steps }
  })

/** Bins of equal width; one bin where all took the same time; none where nobody came through. */
export function shapeHistogram(histogram: Histogram | undefined): NonNullable<FunnelResponse['histogram']> {
  if (!histogram) return []
  const { low, high, counts } = histogram
  if (low === high) {
    const count = counts.reduce((sum, bin) => sum + bin, 0)
    return [{ fromSeconds: low / 1000, toSeconds: high / 1000, count }]
  }
  const bound = (bin: number) => (low + ((high - low) * bin) / counts.length) / 1000
  return counts.map((count, bin) => ({ fromSeconds: bound(bin), toSeconds: bound(bin + 1), count }))
}

const share = (part = 0, whole = 0): number | null => (whole === 0 ? null : part / whole)
const seconds = (ms: number | null | undefined): number | null => (ms == null ? null : ms / 1000)
