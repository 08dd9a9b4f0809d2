import { SLOTS } from './assignment.ts'
import { compileCondition } from './condition.ts'
import type {
  Datafile,
  Experiment,
  Flag,
  FlagType,
  JsonValue,
  Ramp,
  Rule,
  Serve,
  Weight,
} from './datafile.ts'
import { momentOf } from './moment.ts'
import { prerequisiteProblems } from './prerequisites.ts'

/** What is wrong, where, and what is expected. The message is a sentence without its full stop. */
export interface Problem {
  /** Such as `rules[0].conditions[1].value`. */
  readonly path: string
  readonly message: string
}

/**
 * All that would keep a flag from being evaluated, so that it is told when the flag is saved and not when it is asked.
 *
 * @param others the other flags of the environment; with them, prerequisites are followed too
 * @example checkFlag(flag) // [{ path: 'rules[0].serve.split', message: 'the weights sum to 99.9; they must sum to 100' }]
 */
export function checkFlag(flag: Flag, others?: readonly Flag[]): Problem[] {
  const problems: Problem[] = []
  const report = (path: string, message: string): void => {
    problems.push({ path, message })
  }
  checkVariations(flag, report)
  const check = new ServeCheck(flag, report)
  for (const [index, rule] of flag.rules.entries()) checkRule(rule, `rules[${index}]`, check, report)
  checkIds(flag.rules, report)
  check.serve(flag.otherwise, 'otherwise', true)
  checkPrerequisites(flag, others, report)
  return problems
}

/** {@link checkFlag} for each flag of a datafile, and that no two have one key. */
export function checkDatafile({ flags }: Datafile): Problem[] {
  return flags.flatMap((flag, index) => {
    const twice = flags.findIndex(({ key }) => key === flag.key) !== index
    return [
      ...(twice
        ? [{ path: `flags[${index}].key`, message: `there already is a flag ${quoted(flag.key)}` }]
        : []),
      ...checkFlag(flag, flags).map(({ path, message }) => ({ path: `flags[${index}].${path}`, message })),
    ]
  })
}

type Report = (path: string, message: string) => void

function checkVariations({ variations, type, off }: Flag, report: Report): void {
  if (variations.length === 0) report('variations', 'a flag has at least one variation')
  const seen = new Set<string>()
  for (const [index, { key, value }] of variations.entries()) {
    const path = `variations[${index}]`
    if (key === '') report(`${path}.key`, 'a variation has a key that is not empty')
    if (seen.has(key)) report(`${path}.key`, `there already is a variation ${quoted(key)}`)
    seen.add(key)
    if (!isOfType(value, type))
      report(`${path}.value`, `the value must be ${typeWords[type] ?? 'of a known type'}`)
  }
  if (off !== null && !seen.has(off)) report('off', noVariation(off))
}

const typeWords: Readonly<Record<FlagType, string>> = {
  boolean: 'true or false',
  string: 'a text',
  number: 'a number',
  json: 'an object or a list',
}

function isOfType(value: JsonValue, type: FlagType): boolean {
  if (type === 'json') return typeof value === 'object' && value !== null
  if (type === 'number') return Number.isFinite(value)
  return typeof value === type
}

function checkRule(rule: Rule, path: string, check: ServeCheck, report: Report): void {
  for (const [index, condition] of rule.conditions.entries()) {
    const compiled = compileCondition(condition)
    if ('problem' in compiled) report(`${path}.conditions[${index}].${compiled.part}`, compiled.problem)
  }
  const from = scheduled(rule.from, `${path}.from`, report)
  const to = scheduled(rule.to, `${path}.to`, report)
  if (from !== undefined && to !== undefined && from >= to)
    report(`${path}.to`, 'the end of a schedule must be later than its start')
  check.serve(rule.serve, `${path}.serve`, false)
}

function checkIds(rules: readonly Rule[], report: Report): void {
  const seen = new Set<string>()
  for (const [index, { id }] of rules.entries()) {
    if (id === '') report(`rules[${index}].id`, 'a rule has an id that is not empty')
    if (seen.has(id)) report(`rules[${index}].id`, `there already is a rule ${quoted(id)}`)
    seen.add(id)
  }
}

function scheduled(text: string | undefined, path: string, report: Report): number | undefined {
  if (text === undefined) return
  const at = momentOf(text)
  if (!Number.isNaN(at)) return at
  report(path, NO_TIME)
  return
}

const NO_TIME = 'a time is written in ISO 8601, such as 2026-01-31T12:00:00Z'

class ServeCheck {
  readonly #known: ReadonlySet<string>
  readonly #report: Report

  constructor(flag: Flag, report: Report) {
    this.#known = new Set(flag.variations.map(({ key }) => key))
    this.#report = report
  }

  /** @param isLast whether there is nothing left to go on with */
  serve(serve: Serve, path: string, isLast: boolean): void {
    if ('variation' in serve) this.#variation(serve.variation, `${path}.variation`)
    else if ('split' in serve) {
      this.#hashed(serve, path)
      this.#split(serve.split, `${path}.split`)
    } else if ('ramp' in serve) {
      this.#hashed(serve, path)
      this.#ramp(serve.ramp, `${path}.ramp`, isLast)
    } else if ('experiment' in serve) {
      if (isLast)
        this.#report(path, 'an experiment needs a rule, so that those who are not in it get what follows')
      this.#experiment(serve.experiment, `${path}.experiment`)
    } else this.#report(path, 'what is served is a variation, a split, a ramp or an experiment')
  }

  #variation(key: string, path: string): void {
    if (!this.#known.has(key)) this.#report(path, noVariation(key))
  }

  #hashed({ unit, salt }: { unit: string; salt: string }, path: string): void {
    if (!unit) this.#report(`${path}.unit`, 'a unit is the name of an attribute, such as targetingKey')
    if (!salt) this.#report(`${path}.salt`, 'a salt is a text that is not empty')
  }

  #split(split: readonly Weight[], path: string): void {
    const seen = new Set<string>()
    for (const [index, { variation, weight }] of split.entries()) {
      this.#variation(variation, `${path}[${index}].variation`)
      if (seen.has(variation))
        this.#report(`${path}[${index}].variation`, `${quoted(variation)} is there twice`)
      seen.add(variation)
      if (!(weight >= 0 && weight <= 100))
        this.#report(`${path}[${index}].weight`, 'a weight is a number from 0 to 100')
    }
    const sum = split.reduce((total, { weight }) => total + weight, 0)
    if (!(Math.abs(sum - 100) <= 1e-9))
      this.#report(path, `the weights sum to ${Number(sum.toPrecision(12))}; they must sum to 100`)
  }

  #ramp({ variation, rest, points }: Ramp, path: string, isLast: boolean): void {
    this.#variation(variation, `${path}.variation`)
    if (rest !== null) this.#variation(rest, `${path}.rest`)
    else if (isLast)
      this.#report(`${path}.rest`, 'those whom the ramp has not reached must get a variation too')
    if (points.length === 0) this.#report(`${path}.points`, 'a ramp has at least one point')
    for (const [index, { at, percent }] of points.entries()) {
      const before = points[index - 1]
      const place = `${path}.points[${index}]`
      if (Number.isNaN(momentOf(at))) this.#report(`${place}.at`, NO_TIME)
      if (before && momentOf(before.at) >= momentOf(at))
        this.#report(`${place}.at`, 'each point must be later than the one before')
      if (!(percent >= 0 && percent <= 100))
        this.#report(`${place}.percent`, 'a share is a number from 0 to 100')
      if (before && before.percent > percent)
        this.#report(`${place}.percent`, 'a ramp only grows; to take it back, switch the flag off')
    }
  }

  #experiment(experiment: Experiment, path: string): void {
    this.#hashed(experiment, path)
    if (!experiment.id) this.#report(`${path}.id`, 'an experiment has an id that is not empty')
    if (!experiment.layer) this.#report(`${path}.layer`, 'a layer is a salt that is not empty')
    const { holdout } = experiment
    if (holdout && !(holdout.share >= 0 && holdout.share <= 1))
      this.#report(`${path}.holdout.share`, 'the share of a holdout is a number from 0 to 1')
    if (holdout && !holdout.salt) this.#report(`${path}.holdout.salt`, 'a salt is a text that is not empty')
    this.#phases(experiment, path)
  }

  #phases({ phases }: Experiment, path: string): void {
    if (phases.length === 0) this.#report(`${path}.phases`, 'an experiment has at least one phase')
    const taken: (readonly [number, number])[] = []
    for (const [index, { slots, split }] of phases.entries()) {
      this.#split(split, `${path}.phases[${index}].split`)
      for (const [at, [from, to]] of slots.entries()) {
        const place = `${path}.phases[${index}].slots[${at}]`
        if (!(Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from < to && to <= SLOTS))
          this.#report(
            place,
            `slots are a range of whole numbers from 0 to ${SLOTS}, the first below the second`,
          )
        if (taken.some((other) => from < other[1] && to > other[0]))
          this.#report(place, 'a slot belongs to one phase only')
        taken.push([from, to])
      }
    }
  }
}

function checkPrerequisites(flag: Flag, others: readonly Flag[] | undefined, report: Report): void {
  let known = true
  for (const [index, { flag: key, variations }] of flag.prerequisites.entries()) {
    const path = `prerequisites[${index}]`
    if (variations.length === 0) report(`${path}.variations`, 'a prerequisite names at least one variation')
    const problem = key === flag.key ? 'a flag cannot need itself' : others && unknownAmong(others, key)
    if (problem) {
      report(`${path}.flag`, problem)
      known = false
    }
    const needed = others?.find((other) => other.key === key)
    for (const [at, variation] of variations.entries())
      if (needed && !needed.variations.some((each) => each.key === variation))
        report(`${path}.variations[${at}]`, `the flag ${quoted(key)} has no variation ${quoted(variation)}`)
  }
  if (!others || !known || flag.prerequisites.length === 0) return
  const all = [flag, ...others.filter((other) => other.key !== flag.key)]
  const further = prerequisiteProblems(all, 'whole').get(flag.key)
  if (further) report('prerequisites', further)
}

const unknownAmong = (flags: readonly Flag[], key: string): string | undefined =>
  flags.some((flag) => flag.key === key) ? undefined : `there is no flag ${quoted(key)}`

const quoted = (text: string): string => JSON.stringify(text)

const noVariation = (key: string): string => `the flag has no variation ${quoted(key)}`
