import { type Attribute, OTHER } from './session-table.ts'

/** A factor with more values than this keeps the most frequent; the rest are told as one. */
const MOST_VALUES = 60

/** Values by the numbers that codes give, with the rare ones as one where there are too many. */
export function rarestTogether(codes: Uint32Array, values: readonly string[]): Attribute {
  if (values.length <= MOST_VALUES) return { codes: Uint16Array.from(codes), levels: values.length, values }
  const sizes = new Uint32Array(values.length)
  for (const code of codes) sizes[code] = (sizes[code] ?? 0) + 1
  const kept = Array.from(values.keys())
    .sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0))
    .slice(0, MOST_VALUES - 1)
  const renumbered = new Uint16Array(values.length).fill(MOST_VALUES - 1)
  for (const [number, old] of kept.entries()) renumbered[old] = number
  return {
    codes: Uint16Array.from(codes, (code) => renumbered[code] ?? 0),
    levels: MOST_VALUES,
    values: [...kept.map((old) => values[old] ?? ''), OTHER],
  }
}
