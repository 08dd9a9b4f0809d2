import { attempt } from './safely.ts'

/** More than any event needs, and little enough for a whole document that somebody passes by mistake. */
const MOST_VALUES = 1000
const DEEPEST = 8

/** The value as JSON. What JSON has no word for (circles, big integers, getters that throw) costs itself alone. */
export function toJson(value: unknown): string {
  return attempt(() => JSON.stringify(value)) ?? JSON.stringify(tame(value))
}

function tame(value: unknown): unknown {
  let left = MOST_VALUES
  const copy = (from: unknown, depth: number): unknown => {
    if (typeof from === 'bigint') return String(from)
    if (typeof from !== 'object' || !from) return from
    if (depth > DEEPEST || left-- < 0) return undefined
    const to: Record<string, unknown> = {}
    for (const name of Object.keys(from))
      attempt(() => {
        to[name] = copy((from as Record<string, unknown>)[name], depth + 1)
      })
    return Array.isArray(from) ? Object.values(to) : to
  }
  return copy(value, 0)
}
