import { checkFlag } from './check-flag.ts'
import { compileCondition } from './condition.ts'
import type { Datafile, Flag, Rule } from './datafile.ts'
import type { Context, ErrorCode, Evaluation, FlagExposure } from './evaluation.ts'
import { exposuresOf } from './exposures-of.ts'
import { momentOf } from './moment.ts'
import { prerequisiteProblems } from './prerequisites.ts'
import { compileServe, type Server } from './serve.ts'

/** The flags of one environment, ready to be asked. */
export interface Evaluator {
  readonly environment: string
  readonly revision: string
  /** Keys of all flags. */
  readonly keys: readonly string[]
  /**
   * What a flag serves. Never throws: what cannot be answered is an evaluation with reason `ERROR`.
   *
   * @param at milliseconds since 1970, for schedules and ramps (default: now)
   */
  readonly evaluate: (key: string, context: Context, at?: number) => Evaluation
  /** What every flag serves, in the order of the datafile. */
  readonly evaluateAll: (context: Context, at?: number) => Evaluation[]
}

/**
 * Prepares a datafile, once, for millions of evaluations. A flag that cannot be read answers each evaluation with an
 * error and leaves the others alone.
 *
 * @example
 * const { evaluate } = compile(datafile)
 * evaluate('checkout/new-button', { targetingKey: 'user-1', plan: 'pro' }).value
 */
export function compile({ environment, revision, flags }: Datafile): Evaluator {
  const answers = new Map<string, Answer>()
  const problems = problemsAmong(flags)
  for (const flag of flags) answers.set(flag.key, compileFlag(flag, problems, answers))
  const evaluate = (key: string, context: Context, at?: number): Evaluation => {
    const answer = answers.get(key)
    if (!answer) return failed(key, 'FLAG_NOT_FOUND', `There is no flag ${JSON.stringify(key)}.`)
    try {
      return answer(context, at)
    } catch (error) {
      return failed(key, 'GENERAL', `The context cannot be read: ${messageOf(error)}`)
    }
  }
  const keys = [...answers.keys()]
  return {
    environment,
    revision,
    keys,
    evaluate,
    evaluateAll: (context, at = Date.now()) => keys.map((key) => evaluate(key, context, at)),
  }
}

type Answer = (context: Context, at: number | undefined) => Evaluation

/** The kill switch works whatever else is wrong with a flag. */
function compileFlag(
  flag: Flag,
  problems: ReadonlyMap<string, string>,
  answers: ReadonlyMap<string, Answer>,
): Answer {
  if (!flag.enabled) return always(offOf(flag))
  try {
    const [problem] = checkFlag(flag)
    if (problem) return always(failed(flag.key, 'PARSE_ERROR', `${problem.path}: ${problem.message}.`))
    const needs = problems.get(flag.key)
    if (needs) return always(failed(flag.key, 'GENERAL', `${needs}.`))
    return withPrerequisites(flag, answers, rulesOf(flag))
  } catch (error) {
    return always(failed(flag.key, 'PARSE_ERROR', `The flag cannot be read: ${messageOf(error)}`))
  }
}

/** Flags that cannot be read are told of one by one. */
function problemsAmong(flags: readonly Flag[]): ReadonlyMap<string, string> {
  const readable = flags.filter(({ prerequisites }) => Array.isArray(prerequisites))
  return prerequisiteProblems(readable, 'served')
}

const always =
  (answer: Evaluation): Answer =>
  () =>
    answer

function rulesOf(flag: Flag): Answer {
  const rules = flag.rules.map((rule) => compileRule(flag, rule))
  const otherwise = compileServe(flag, flag.otherwise, undefined)
  const nothing: Evaluation = Object.freeze({ key: flag.key, reason: 'DEFAULT' })
  return (context, at) => {
    for (let index = 0; index < rules.length; index++) {
      const served = rules[index]?.(context, at)
      if (served) return served
    }
    return otherwise(context, at) ?? nothing
  }
}

function compileRule(flag: Flag, rule: Rule): Server {
  const conditions = rule.conditions.map((condition) => {
    const compiled = compileCondition(condition)
    if ('problem' in compiled) throw new Error(compiled.problem)
    return compiled.holds
  })
  const serve = compileServe(flag, rule.serve, rule.id)
  if (rule.from === undefined && rule.to === undefined) return withConditions(conditions, serve)
  const from = rule.from === undefined ? Number.NEGATIVE_INFINITY : momentOf(rule.from)
  const to = rule.to === undefined ? Number.POSITIVE_INFINITY : momentOf(rule.to)
  const always = withConditions(conditions, serve)
  return (context, at = Date.now()) => (at >= from && at < to ? always(context, at) : undefined)
}

function withConditions(conditions: readonly ((context: Context) => boolean)[], serve: Server): Server {
  const [first, ...others] = conditions
  if (!first) return serve
  if (others.length === 0) return (context, at) => (first(context) ? serve(context, at) : undefined)
  return (context, at) => {
    for (let index = 0; index < conditions.length; index++) if (!conditions[index]?.(context)) return
    return serve(context, at)
  }
}

function withPrerequisites(flag: Flag, answers: ReadonlyMap<string, Answer>, answer: Answer): Answer {
  if (flag.prerequisites.length === 0) return answer
  const needed = flag.prerequisites.map((each) => ({
    flag: each.flag,
    variations: new Set(each.variations),
    off: offOf(flag, each.flag),
  }))
  return (context, at) => {
    let through: readonly FlagExposure[] | undefined
    for (const { flag: key, variations, off } of needed) {
      const served = answers.get(key)?.(context, at)
      if (!served || served.reason === 'ERROR') return prerequisiteFailed(flag.key, key, served)
      if (served.experiment || served.through) through = [...(through ?? []), ...exposuresOf(served)]
      if (!variations.has(served.variation ?? ''))
        return through ? { ...off, through: eachOnce(through) } : off
    }
    const own = answer(context, at)
    return through && own.reason !== 'ERROR' ? { ...own, through: eachOnce(through) } : own
  }
}

/** Two needs may need the same flag. */
const eachOnce = (exposures: readonly FlagExposure[]): readonly FlagExposure[] => [
  ...new Map(exposures.map((each) => [each.id, each])).values(),
]

function offOf(flag: Flag, prerequisite?: string): Evaluation {
  const variation = flag.variations.find(({ key }) => key === flag.off)
  return Object.freeze({
    key: flag.key,
    ...(variation && { value: variation.value, variation: variation.key }),
    reason: 'DISABLED',
    ...(prerequisite !== undefined && { prerequisite }),
  })
}

const prerequisiteFailed = (
  key: string,
  prerequisite: string,
  served: Evaluation | undefined,
): Evaluation => ({
  ...failed(
    key,
    served?.errorCode ?? 'GENERAL',
    `Its prerequisite ${JSON.stringify(prerequisite)} failed: ${served?.errorMessage ?? 'there is no such flag.'}`,
  ),
  prerequisite,
})

const failed = (key: string, errorCode: ErrorCode, errorMessage: string): Evaluation =>
  Object.freeze({ key, reason: 'ERROR', errorCode, errorMessage })

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
