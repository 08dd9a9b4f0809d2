import { attributeReader } from './attribute.ts'
import { ConditionProblem } from './condition-problem.ts'
import type { Condition, Operator, Scalar } from './datafile.ts'
import type { Context } from './evaluation.ts'
import { type Positive, type ValueTest, valueTests } from './value-tests.ts'

/** A condition that can be asked, or what is wrong with it and where in it. */
export type CompiledCondition =
  | { readonly holds: (context: Context) => boolean }
  | { readonly part: ConditionProblem['part']; readonly problem: string }

/** Prepares a condition: patterns, versions, moments and lists are read once. */
export function compileCondition(condition: Condition): CompiledCondition {
  try {
    return { holds: holdsOf(condition) }
  } catch (error) {
    if (error instanceof ConditionProblem) return { part: error.part, problem: error.message }
    throw error
  }
}

const opposites = {
  notEquals: 'equals',
  notIn: 'in',
  notContains: 'contains',
  notMatches: 'matches',
  notExists: 'exists',
  versionNotEquals: 'versionEquals',
} as const satisfies Partial<Record<Operator, Positive>>

const isOpposite = (operator: Operator): operator is keyof typeof opposites =>
  Object.hasOwn(opposites, operator)

function holdsOf({ attribute, operator, value }: Condition): (context: Context) => boolean {
  if (typeof attribute !== 'string' || attribute === '' || attribute.length > 200)
    throw new ConditionProblem('attribute', 'an attribute is a text of 1 to 200 characters')
  const negated = isOpposite(operator)
  const positive = negated ? opposites[operator] : operator
  if (!Object.hasOwn(valueTests, positive))
    throw new ConditionProblem('operator', `${JSON.stringify(operator)} is no operator that we know`)
  if (attribute === 'segment') checkSegments(positive, value)
  const test = valueTests[positive](value, operator)
  const read = attributeReader(attribute === 'segment' ? 'segments' : attribute)
  const whatever = positive === 'exists'
  return (context) => {
    const given = read(context)
    if (typeof given === 'string') return test(given) !== negated
    return (given !== undefined && fitsAny(given, test, whatever)) !== negated
  }
}

function checkSegments(operator: Positive, value: Condition['value']): void {
  const ids = operator === 'in' ? value : operator === 'equals' ? [value] : undefined
  if (!Array.isArray(ids) || !ids.every((id) => typeof id === 'string'))
    throw new ConditionProblem('operator', 'segment takes in or notIn with a list of segment ids')
}

/**
 * A list fits where one of its elements does.
 *
 * @param whatever whether any value will do, which an object is too; it fits nothing else
 */
function fitsAny(given: unknown, test: ValueTest, whatever: boolean): boolean {
  if (!Array.isArray(given)) return fitsOne(given, test, whatever)
  return given.some((element) => fitsOne(element, test, whatever))
}

function fitsOne(given: unknown, test: ValueTest, whatever: boolean): boolean {
  switch (typeof given) {
    case 'string':
    case 'number':
    case 'boolean':
      return test(given satisfies Scalar)
    case 'bigint':
      return test(String(given))
    case 'object':
      if (given instanceof Date) return !Number.isNaN(given.getTime()) && test(given.toISOString())
      return given !== null && whatever
    default:
      return false
  }
}
