import type { AnalysedFinding } from './analysis/analysis-result.ts'

/** What a friction is known by: the signal, the place, and who meets it. */
export type FindingKey = Pick<AnalysedFinding, 'signal' | 'where' | 'who'>

/** A friction with some of the sessions that met it. */
export interface RecognisableFinding extends FindingKey {
  readonly sessions: readonly string[]
}

/** The key as one text: equal for equal keys, in whatever order the group's fields come. */
export const keyText = ({ signal, where, who }: FindingKey): string =>
  JSON.stringify([signal, where.step, where.path, where.element, where.detail ?? null, sortedFields(who)])

/**
 * Which known finding each found one is, by index; one that is missing is new. Equal keys come first. Else it is the same
 * friction where a signal of the same family met at the same place, in a group that is equal, narrower or wider, or in
 * mostly the same sessions: mobile Safari today and Safari tomorrow is one friction. No known finding is taken twice.
 */
export function matchFindings<Known extends RecognisableFinding>(
  known: readonly Known[],
  found: readonly RecognisableFinding[],
): Map<number, Known> {
  const matches = new Map<number, Known>()
  const taken = new Set<Known>()
  const take = (index: number, one: Known) => {
    if (matches.has(index) || taken.has(one)) return
    matches.set(index, one)
    taken.add(one)
  }
  const byKey = new Map(known.map((one) => [keyText(one), one]))
  for (const [index, finding] of found.entries()) {
    const same = byKey.get(keyText(finding))
    if (same) take(index, same)
  }
  found
    .flatMap((finding, index) =>
      matches.has(index) ? [] : known.map((one) => ({ index, one, score: likeness(one, finding) })),
    )
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .forEach(({ index, one }) => {
      take(index, one)
    })
  return matches
}

/** From 0, another friction, to 3. */
function likeness(known: RecognisableFinding, found: RecognisableFinding): number {
  if (known.where.step !== found.where.step) return 0
  const shared = sharedPart(known.sessions, found.sessions)
  const mostly = shared > 0.5 ? 1 + shared : 0
  // A loss without a signal has no place but its step; once a signal explains it, the sessions are mostly the same.
  if ((known.signal === 'step_dropped') !== (found.signal === 'step_dropped')) return mostly
  if (
    familyOf(known.signal) !== familyOf(found.signal) ||
    known.where.path !== found.where.path ||
    known.where.element !== found.where.element ||
    !isSameDetail(known.where.detail, found.where.detail)
  )
    return 0
  if (sortedFields(known.who).join() === sortedFields(found.who).join()) return 3
  return Math.max(mostly, isNested(known.who, found.who) || isNested(found.who, known.who) ? 1 : 0)
}

/** What it was about is not always told. */
const isSameDetail = (a: string | undefined, b: string | undefined): boolean =>
  a === undefined || b === undefined || a === b

/** Signals that one defect may send in turn. */
const families: readonly (readonly string[])[] = [
  ['rage_clicked', 'dead_clicked'],
  ['script_failed', 'request_failed'],
  ['error_shown', 'form_field_refilled', 'form_abandoned'],
]

const familyOf = (signal: string): string => families.find((family) => family.includes(signal))?.[0] ?? signal

/** Whether every condition of the wider group holds in the narrower. */
const isNested = (wider: FindingKey['who'], narrower: FindingKey['who']): boolean =>
  Object.entries(wider).every(([field, value]) => narrower[field] === value)

function sharedPart(a: readonly string[], b: readonly string[]): number {
  const [one, other] = [new Set(a), new Set(b)]
  const few = Math.min(one.size, other.size)
  return few === 0 ? 0 : [...other].filter((session) => one.has(session)).length / few
}

const sortedFields = (who: FindingKey['who']): string[] =>
  Object.entries(who)
    .map(([field, value]) => `${JSON.stringify(field)}:${JSON.stringify(value)}`)
    .sort()
