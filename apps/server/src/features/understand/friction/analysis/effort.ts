import type { FrictionEstimate } from '@throughline/contract/friction'
import { type Loss, Z_95 } from './loss.ts'
import { NEVER, type SessionTable } from './session-table.ts'

const LEAST_THROUGH = 10
/** Who left the page open over lunch says nothing of effort. */
const LONGEST_SECONDS = 900

/** How many seconds longer at the step those take who meet it and still get through, than comparable sessions do. */
export function effortOf(sessions: SessionTable, { step, met, comparison }: Loss): FrictionEstimate | null {
  if (!comparison) return null
  const affected = meanSeconds(sessions, step, met, () => 1)
  const comparable = meanSeconds(sessions, step, comparison.rows, (index) => comparison.weights[index] ?? 0)
  if (!affected || !comparable) return null
  const estimate = affected.mean - comparable.mean
  const half = Z_95 * Math.sqrt(affected.variance + comparable.variance)
  return { estimate, low: estimate - half, high: estimate + half }
}

function meanSeconds(
  sessions: SessionTable,
  step: number,
  rows: Int32Array,
  weightOf: (index: number) => number,
): { mean: number; variance: number } | undefined {
  const [from, to] = [sessions.reachedAt[step], sessions.reachedAt[step + 1]]
  let [all, squares, sum, through] = [0, 0, 0, 0]
  const seconds: [value: number, weight: number][] = []
  for (const [index, row] of rows.entries()) {
    const [came, went] = [from?.[row] ?? NEVER, to?.[row] ?? NEVER]
    const weight = weightOf(index)
    if (went === NEVER || weight === 0) continue
    const value = Math.min(LONGEST_SECONDS, (went - came) / 1000)
    seconds.push([value, weight])
    all += weight
    squares += weight * weight
    sum += weight * value
    through++
  }
  if (through < LEAST_THROUGH) return undefined
  const mean = sum / all
  const spread = seconds.reduce((total, [value, weight]) => total + weight * (value - mean) ** 2, 0) / all
  return { mean, variance: (spread * squares) / all ** 2 }
}
