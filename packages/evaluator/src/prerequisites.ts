import type { Flag } from './datafile.ts'

/** Evaluations that one answer may cost. Flags that need each other in many ways multiply. */
const MOST_EVALUATIONS = 1000

/**
 * What is wrong with what flags need, and with what that needs in turn, by key of the flag: a circle, a flag that does
 * not exist, or too much of it.
 *
 * @param scope `served`: a flag that is switched off needs nothing, so the kill switch also opens a circle; `whole`: as if
 * all were switched on, for the moment of saving
 */
export function prerequisiteProblems(
  flags: readonly Flag[],
  scope: 'served' | 'whole',
): ReadonlyMap<string, string> {
  const needs = new Map(
    flags.map((flag) => [
      flag.key,
      scope === 'whole' || flag.enabled ? flag.prerequisites.map((each) => each.flag) : [],
    ]),
  )
  const problems = new Map<string, string>()
  const costs = costsOf(needs)
  for (const [key, needed] of needs) {
    const unknown = needed.find((other) => !needs.has(other))
    const cost = costs.get(key)
    if (unknown !== undefined) problems.set(key, `the prerequisite ${JSON.stringify(unknown)} is no flag`)
    else if (cost === undefined) problems.set(key, circleBehind(key, needs, costs))
    else if (cost > MOST_EVALUATIONS)
      problems.set(key, `its prerequisites and theirs come to more than ${MOST_EVALUATIONS} evaluations`)
  }
  return problems
}

type Needs = ReadonlyMap<string, readonly string[]>

/**
 * Evaluations that each flag takes, from those that need nothing upwards. What is in a circle or behind one is never
 * reached.
 */
function costsOf(needs: Needs): ReadonlyMap<string, number> {
  const costs = new Map<string, number>()
  const waiting = new Map<string, number>()
  const neededBy = new Map<string, string[]>()
  const ready: string[] = []
  for (const [key, needed] of needs) {
    const known = needed.filter((other) => needs.has(other))
    for (const other of known) {
      const dependents = neededBy.get(other)
      if (dependents) dependents.push(key)
      else neededBy.set(other, [key])
    }
    waiting.set(key, known.length)
    if (known.length === 0) ready.push(key)
  }
  for (let key = ready.pop(); key !== undefined; key = ready.pop()) {
    costs.set(
      key,
      (needs.get(key) ?? []).reduce((sum, other) => sum + (costs.get(other) ?? 0), 1),
    )
    for (const dependent of neededBy.get(key) ?? []) {
      const left = (waiting.get(dependent) ?? 0) - 1
      waiting.set(dependent, left)
      if (left === 0) ready.push(dependent)
    }
  }
  return costs
}

/** From a flag that is never reached, some need of it is never reached either: following those ends in a circle. */
function circleBehind(start: string, needs: Needs, costs: ReadonlyMap<string, number>): string {
  const way = new Set<string>()
  let key = start
  while (!way.has(key)) {
    way.add(key)
    key = needs.get(key)?.find((other) => needs.has(other) && !costs.has(other)) ?? key
  }
  const circle = [...way, key].slice([...way].indexOf(key))
  return `prerequisites run in a circle: ${circle.map((each) => JSON.stringify(each)).join(' needs ')}`
}
