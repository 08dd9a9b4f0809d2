import type { Loss } from './loss.ts'
import type { SessionTable } from './session-table.ts'
import type { AnalysisContext, StepContext } from './step-context.ts'

const MOST_ROWS = 6
const LEAST_SESSIONS = 20

/** Who is hit and who is not: the share of each group's sessions at the step, while it lasted, that met it. */
export function hitBy(
  { sessions, days, splits }: AnalysisContext,
  { rows }: StepContext,
  { met, cell }: Loss,
) {
  const during = (row: number) => {
    const day = days.of[row] ?? 0
    return day >= cell.from && day < cell.to
  }
  const standing = rows.filter(during)
  const fields = splits
    .filter(({ groups }) => groups.every(({ conditions }) => conditions.length === 1))
    .flatMap(({ groups, codes }) => {
      const field = groups[0]?.conditions[0]?.field
      if (field === undefined || field === 'segment') return []
      const of = countBy(codes, groups.length, standing)
      const hit = countBy(codes, groups.length, met)
      const told = groups
        .map(({ conditions }, code) => ({
          name: conditions[0]?.value ?? '',
          affected: hit[code] ?? 0,
          of: of[code] ?? 0,
        }))
        .filter((row) => row.name !== '')
      return [{ field: field as string, rows: toldOf(told) }]
    })
  const bySegment = { field: 'segment', rows: toldOf(segmentRows(sessions, standing, met)) }
  return [...fields, bySegment].filter(({ rows }) => rows.length > 1)
}

interface Counted {
  readonly name: string
  readonly affected: number
  readonly of: number
}

const toldOf = (rows: readonly Counted[]) =>
  rows
    .filter(({ of }) => of >= LEAST_SESSIONS)
    .map((row) => ({ ...row, share: Math.min(1, row.affected / row.of) }))
    .sort((a, b) => b.share - a.share || b.of - a.of)
    .slice(0, MOST_ROWS)

/** A session may be of several segments; those of none have no name. */
function segmentRows({ segments }: SessionTable, standing: Int32Array, met: Int32Array): Counted[] {
  if (segments.length === 0) return []
  const isIn = (codes: Uint16Array) => (row: number) => codes[row] === 1
  const isInNone = (row: number) => segments.every(({ codes }) => codes[row] !== 1)
  const counted = (name: string, isOne: (row: number) => boolean) => ({
    name,
    affected: met.filter(isOne).length,
    of: standing.filter(isOne).length,
  })
  return [...segments.map(({ id, codes }) => counted(id, isIn(codes))), counted('', isInNone)]
}

function countBy(codes: Uint16Array, groups: number, rows: Int32Array): Uint32Array {
  const counts = new Uint32Array(groups)
  for (const row of rows) counts[codes[row] ?? 0] = (counts[codes[row] ?? 0] ?? 0) + 1
  return counts
}
