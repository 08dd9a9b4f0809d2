import type { FindingDetail } from '@throughline/contract/friction'
import { formatNumber } from '../../format/number.ts'

type Comment = FindingDetail['verbatims'][number]

/** What a score is of, and of how much. */
const scales: Readonly<Record<string, readonly [name: string, of: number]>> = {
  nps: ['NPS', 10],
  csat: ['CSAT', 5],
  ces: ['CES', 7],
  rating: ['rating', 5],
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/**
 * Whose words a comment is, and the score that came with them.
 *
 * @example commentWords({ score: 3, metric: 'nps', afterMs: 7_200_000 }) // 'met it 2 hours before · NPS 3 of 10'
 */
export function commentWords({
  score,
  metric,
  afterMs,
}: Pick<Comment, 'score' | 'metric' | 'afterMs'>): string {
  const whose = afterMs === null ? 'of another person on the page' : `met it ${before(afterMs)}`
  if (score === null) return whose
  const [name, of] = scales[metric ?? ''] ?? ['score']
  return `${whose} · ${name} ${formatNumber(score)}${of === undefined ? '' : ` of ${of}`}`
}

function before(ms: number): string {
  const [unit, length] = units.find(([, length]) => ms >= length) ?? []
  if (unit === undefined || length === undefined) return 'just before'
  const count = Math.floor(ms / length)
  return `${count} ${unit}${count === 1 ? '' : 's'} before`
}
