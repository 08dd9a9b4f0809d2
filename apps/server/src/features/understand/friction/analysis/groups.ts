import { type AttributeName, OTHER, type SessionTable } from './session-table.ts'

/** Fields by which a group is told. */
type GroupField = AttributeName | 'visitor' | 'segment'

interface Condition {
  readonly field: GroupField
  /** Of a segment, its id. */
  readonly value: string
  /** What the value is called, where it is not its own name. */
  readonly name?: string
}

/** A group of sessions: those with these values; no condition is everyone. */
export interface Group {
  readonly conditions: readonly Condition[]
}

export const everyone: Group = { conditions: [] }

/** A larger part of all sessions than this is nearly everyone, and naming it tells nothing. */
export const MOST_OF_ALL = 0.8

/** Whether a group can be named: what is not known, and the rest beyond the frequent values, can't. */
export const isTold = ({ conditions }: Group): boolean =>
  conditions.length > 0 && conditions.every(({ value }) => value !== '' && value !== OTHER)

/** One way to split sessions: by a field, or by a pair of them. */
export interface Split {
  readonly groups: readonly Group[]
  /** The group of each session. */
  readonly codes: Uint16Array
}

const MOST_VALUES_OF_PAIRS = 12
const MOST_GROUPS_A_SPLIT = 200

const single: readonly (AttributeName | 'visitor')[] = [
  'device.type',
  'browser.name',
  'os.name',
  'country',
  'source',
  'channel',
  'visitor',
]
/** A version means something beside its name only. */
const versions: readonly (readonly [AttributeName, AttributeName])[] = [
  ['browser.name', 'browser.version'],
  ['os.name', 'os.version'],
]

/**
 * All splits that groups are looked for in: fields, versions, segments and pairs of them, but no two segments. One with a
 * single value is left out.
 */
export function splitsOf(sessions: SessionTable): readonly Split[] {
  const fields = single
    .map((field) => valuesOf(sessions, field))
    .filter(({ conditions }) => conditions.length > 1)
  const segments = sessions.segments.map(({ id }) => valuesOf(sessions, 'segment', id))
  const pairs = fields.flatMap((first, index) =>
    fields.slice(index + 1).map((second) => pairOf(sessions.count, first, second)),
  )
  const named = versions.map(([name, version]) =>
    pairOf(sessions.count, valuesOf(sessions, name), valuesOf(sessions, version)),
  )
  const ofSegments = segments.flatMap((segment) =>
    fields.map((field) => pairOf(sessions.count, segment, field)),
  )
  return [...fields.map(oneOf), ...named, ...pairs, ...segments.map(oneOf), ...ofSegments].filter(
    ({ groups }) => groups.length > 1,
  )
}

/** Whether each session is in a group. */
export function membersOf(sessions: SessionTable, group: Group): Uint8Array {
  const member = new Uint8Array(sessions.count).fill(1)
  for (const { field, value } of group.conditions) {
    const { codes, conditions } = valuesOf(sessions, field, value)
    const code = conditions.findIndex((condition) => condition.value === value)
    for (let row = 0; row < member.length; row++) if (codes[row] !== code) member[row] = 0
  }
  return member
}

/** What a field says of sessions: a condition a value, and which of them holds for each session. */
interface Values {
  readonly conditions: readonly Condition[]
  readonly codes: Uint16Array
}

/** @param id of a segment */
function valuesOf(sessions: SessionTable, field: GroupField, id?: string): Values {
  if (field === 'segment') {
    const segment = sessions.segments.find((one) => one.id === id)
    // Who is not in it is no group of its own.
    const conditions = [
      { field, value: '' },
      { field, value: id ?? '', name: segment?.name ?? '' },
    ]
    return { conditions, codes: segment?.codes ?? new Uint16Array(sessions.count) }
  }
  if (field === 'visitor') {
    const conditions = ['new', 'returning'].map((value) => ({ field, value }))
    return { conditions, codes: returningOf(sessions) }
  }
  const { values, codes } = sessions.attributes[field]
  return { conditions: values.map((value) => ({ field, value })), codes }
}

/** Asked for by each place that is judged, and the same each time. */
const returning = new WeakMap<SessionTable, Uint16Array>()

/** 1 for each session whose visitor had been there before. */
function returningOf(sessions: SessionTable): Uint16Array {
  const known = returning.get(sessions)
  if (known) return known
  const codes = Uint16Array.from(sessions.visitsBefore, (visits) => (visits > 0 ? 1 : 0))
  returning.set(sessions, codes)
  return codes
}

/** Nothing known of a field is no group that anybody could look at. */
const oneOf = ({ conditions, codes }: Values): Split => ({
  groups: conditions.map((condition) => ({ conditions: [condition] })),
  codes,
})

function pairOf(count: number, first: Values, second: Values): Split {
  const [a, b] = [frequent(first), frequent(second)]
  const width = b.kept.length + 1
  const number = new Map<number, number>()
  const groups: Group[] = [{ conditions: [] }]
  const codes = new Uint16Array(count)
  for (let row = 0; row < count; row++) {
    const [one, other] = [a.rank[first.codes[row] ?? 0] ?? 0, b.rank[second.codes[row] ?? 0] ?? 0]
    if (one === 0 || other === 0) continue
    const key = one * width + other
    let code = number.get(key)
    if (code === undefined) {
      if (groups.length >= MOST_GROUPS_A_SPLIT) continue
      code = groups.length
      number.set(key, code)
      groups.push({ conditions: [a.kept[one - 1], b.kept[other - 1]].filter((part) => part !== undefined) })
    }
    codes[row] = code
  }
  return { groups, codes }
}

/** The most frequent values with something in them; the rest have rank 0 and are in no pair. */
function frequent({ conditions, codes }: Values): { kept: readonly Condition[]; rank: Uint16Array } {
  const sizes = new Uint32Array(conditions.length)
  for (const code of codes) sizes[code] = (sizes[code] ?? 0) + 1
  const order = Array.from(conditions.keys())
    .filter((code) => conditions[code]?.value !== '' && (sizes[code] ?? 0) > 0)
    .sort((x, y) => (sizes[y] ?? 0) - (sizes[x] ?? 0))
    .slice(0, MOST_VALUES_OF_PAIRS)
  const rank = new Uint16Array(conditions.length)
  for (const [place, code] of order.entries()) rank[code] = place + 1
  return { kept: order.flatMap((code) => conditions[code] ?? []), rank }
}
