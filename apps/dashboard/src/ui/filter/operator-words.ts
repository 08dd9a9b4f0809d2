import { type Filter, type Operator, operators } from '@throughline/contract/filter'

/** What the value of an operator looks like. */
type ValueShape = 'none' | 'one' | 'number' | 'two' | 'many' | 'moment'

interface OperatorWords {
  readonly label: string
  readonly value: ValueShape
  /** Types of property that it makes sense for; all unless given. */
  readonly types?: readonly PropertyType[]
}

export type PropertyType = 'text' | 'number' | 'boolean' | 'list' | 'mixed'

/** How each operator of the contract is said, and what value it takes. */
export const operatorWords: Readonly<Record<Operator, OperatorWords>> = {
  equals: { label: 'is', value: 'one' },
  notEquals: { label: 'is not', value: 'one' },
  in: { label: 'is one of', value: 'many', types: ['text', 'number', 'mixed', 'list'] },
  notIn: { label: 'is none of', value: 'many', types: ['text', 'number', 'mixed', 'list'] },
  contains: { label: 'contains', value: 'one', types: ['text', 'mixed', 'list'] },
  notContains: { label: 'does not contain', value: 'one', types: ['text', 'mixed', 'list'] },
  startsWith: { label: 'starts with', value: 'one', types: ['text', 'mixed'] },
  endsWith: { label: 'ends with', value: 'one', types: ['text', 'mixed'] },
  matches: { label: 'matches (regular expression)', value: 'one', types: ['text', 'mixed'] },
  notMatches: { label: 'does not match', value: 'one', types: ['text', 'mixed'] },
  greaterThan: { label: 'is more than', value: 'number', types: ['number', 'mixed'] },
  atLeast: { label: 'is at least', value: 'number', types: ['number', 'mixed'] },
  lessThan: { label: 'is less than', value: 'number', types: ['number', 'mixed'] },
  atMost: { label: 'is at most', value: 'number', types: ['number', 'mixed'] },
  between: { label: 'is between', value: 'two', types: ['number', 'mixed'] },
  before: { label: 'is before', value: 'moment', types: ['text', 'mixed'] },
  after: { label: 'is after', value: 'moment', types: ['text', 'mixed'] },
  exists: { label: 'is there', value: 'none' },
  notExists: { label: 'is not there', value: 'none' },
}

/** Operators for a property of a type, in the contract's order. */
export function operatorsFor(type: PropertyType): readonly Operator[] {
  return operators.filter((operator) => operatorWords[operator].types?.includes(type) ?? true)
}

/** Whether a value that was given to one operator is one for another. */
export function keepsValue(before: Operator, after: Operator, value: Filter['value']): boolean {
  const shape = operatorWords[after].value
  if (shape === operatorWords[before].value) return true
  return typeof value === 'number' && (shape === 'one' || shape === 'number')
}

/** A condition in words: `country is one of DE, FR`. */
export function filterText({ property, operator, value }: Filter): string {
  const said = Array.isArray(value)
    ? value.join(operator === 'between' ? ' and ' : ', ')
    : value === undefined
      ? ''
      : String(value)
  return `${property} ${operatorWords[operator].label} ${said}`.trim()
}

/** A condition that can be sent: it names a property and, where its operator wants one, a value. */
export function isComplete({ property, operator, value }: Filter): boolean {
  if (property === '') return false
  const { value: shape } = operatorWords[operator]
  if (shape === 'none') return true
  if (shape === 'number') return typeof value === 'number'
  if (shape === 'two')
    return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'number')
  if (shape === 'many') return Array.isArray(value) && value.length > 0
  return value !== undefined && value !== ''
}

/**
 * The value as the operator takes it, from the text of a field: numbers where the property holds numbers. What is no
 * number yet, such as a sign, stays text.
 *
 * @example valueOfText('12.50', 'number') // 12.5
 */
export function valueOfText(text: string, type: PropertyType): string | number | boolean {
  const trimmed = text.trim()
  if (type === 'number' && /^-?(\d+\.?\d*|\.\d+)$/.test(trimmed)) return Number(trimmed)
  if (type === 'boolean' && (trimmed === 'true' || trimmed === 'false')) return trimmed === 'true'
  return text
}
