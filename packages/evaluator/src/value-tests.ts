import { ConditionProblem } from './condition-problem.ts'
import type { Condition, Operator, Scalar } from './datafile.ts'
import { momentGiven, momentOf } from './moment.ts'
import { compilePattern } from './pattern.ts'
import { compareToVersion, type Version, versionOf } from './version.ts'

/** Whether one value of a context fits. */
export type ValueTest = (given: Scalar) => boolean

type Value = Condition['value']

/** @param operator as its author wrote it, for messages */
type MakeTest = (value: Value, operator: Operator) => ValueTest

export type Positive = Exclude<
  Operator,
  'notEquals' | 'notIn' | 'notContains' | 'notMatches' | 'notExists' | 'versionNotEquals'
>

/** What each operator asks of a value. They throw {@link ConditionProblem} where they cannot ask it. */
export const valueTests: Readonly<Record<Positive, MakeTest>> = {
  exists: (value) => {
    if (value !== undefined) throw new ConditionProblem('value', 'exists and notExists take no value')
    return () => true
  },
  equals: (value, operator) => equal(scalar(value, operator)),
  in: (value, operator) => among(list(value, operator)),
  contains: (value, operator) => {
    const part = text(value, operator)
    return (given) => String(given).includes(part)
  },
  startsWith: (value, operator) => {
    const start = text(value, operator)
    return (given) => String(given).startsWith(start)
  },
  endsWith: (value, operator) => {
    const end = text(value, operator)
    return (given) => String(given).endsWith(end)
  },
  matches: (value, operator) => {
    const pattern = compilePattern(text(value, operator))
    if ('problem' in pattern)
      throw new ConditionProblem('value', `${operator} takes a regular expression, but ${pattern.problem}`)
    return (given) => pattern.matches(String(given))
  },
  greaterThan: (value, operator) => {
    const bound = number(value, operator)
    return (given) => numberGiven(given) > bound
  },
  atLeast: (value, operator) => {
    const bound = number(value, operator)
    return (given) => numberGiven(given) >= bound
  },
  lessThan: (value, operator) => {
    const bound = number(value, operator)
    return (given) => numberGiven(given) < bound
  },
  atMost: (value, operator) => {
    const bound = number(value, operator)
    return (given) => numberGiven(given) <= bound
  },
  between: (value, operator) => {
    if (!Array.isArray(value) || value.length !== 2)
      throw new ConditionProblem('value', `${operator} takes two numbers`)
    const [low, high] = [number(value[0], operator), number(value[1], operator)]
    if (low > high) throw new ConditionProblem('value', `${operator} takes the lower number first`)
    return (given) => {
      const found = numberGiven(given)
      return found >= low && found <= high
    }
  },
  before: (value, operator) => {
    const bound = moment(value, operator)
    return (given) => momentGiven(given) < bound
  },
  after: (value, operator) => {
    const bound = moment(value, operator)
    return (given) => momentGiven(given) > bound
  },
  versionEquals: (value, operator) => {
    const bound = version(value, operator)
    return (given) => compareToVersion(String(given), bound) === 0
  },
  versionGreaterThan: (value, operator) => {
    const bound = version(value, operator)
    return (given) => compareToVersion(String(given), bound) > 0
  },
  versionAtLeast: (value, operator) => {
    const bound = version(value, operator)
    return (given) => compareToVersion(String(given), bound) >= 0
  },
  versionLessThan: (value, operator) => {
    const bound = version(value, operator)
    return (given) => compareToVersion(String(given), bound) < 0
  },
  versionAtMost: (value, operator) => {
    const bound = version(value, operator)
    return (given) => compareToVersion(String(given), bound) <= 0
  },
}

/** A number equals by value, so 5 is "5.00"; text and truth values equal letter by letter. */
function equal(wanted: Scalar): ValueTest {
  if (typeof wanted === 'number') return (given) => numberGiven(given) === wanted
  const word = String(wanted)
  return (given) => String(given) === word
}

function among(wanted: readonly Scalar[]): ValueTest {
  const words = new Set(wanted.filter((value) => typeof value !== 'number').map(String))
  const numbers = new Set(wanted.filter((value) => typeof value === 'number'))
  if (numbers.size === 0) return (given) => words.has(String(given))
  return (given) => words.has(String(given)) || numbers.has(numberGiven(given))
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/

/** A number, or text that is wholly one; NaN, which no comparison holds for, else. */
function numberGiven(given: Scalar): number {
  if (typeof given === 'number') return given
  return typeof given === 'string' && NUMBER.test(given) ? Number(given) : Number.NaN
}

const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)

function scalar(value: Value, operator: Operator): Scalar {
  if (isScalar(value)) return value
  throw new ConditionProblem('value', `${operator} takes one text, number or truth value`)
}

function list(value: Value, operator: Operator): readonly Scalar[] {
  if (Array.isArray(value) && value.length > 0 && value.every(isScalar)) return value
  throw new ConditionProblem('value', `${operator} takes a list of at least one value`)
}

function text(value: Value, operator: Operator): string {
  if (typeof value === 'string' && value !== '') return value
  throw new ConditionProblem('value', `${operator} takes a text that is not empty`)
}

function number(value: Value, operator: Operator): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new ConditionProblem(
    'value',
    `${operator} takes ${operator === 'between' ? 'two numbers' : 'a number'}`,
  )
}

function moment(value: Value, operator: Operator): number {
  const at = typeof value === 'string' ? momentOf(value) : typeof value === 'number' ? value : Number.NaN
  if (Number.isFinite(at)) return at
  throw new ConditionProblem(
    'value',
    `${operator} takes a time in ISO 8601, such as 2026-01-31T12:00:00Z, or milliseconds since 1970`,
  )
}

function version(value: Value, operator: Operator): Version {
  const found = typeof value === 'string' ? versionOf(value) : undefined
  if (found) return found
  throw new ConditionProblem('value', `${operator} takes a version, such as 1.4.0`)
}
