import { type Filter, type Operator, operators } from '@throughline/contract/filter'
import type { FlagCondition } from '@throughline/contract/flag-rules'
import { wellKnownFields } from '../../../platform/events/event-fields.ts'

/** An audience as conditions on events, and what of it the log cannot tell. */
export interface AudienceFilters {
  readonly filters: readonly Filter[]
  readonly unknown: readonly string[]
}

const known = new Set<string>(operators)

/** What callers tell of visitors is not in the log, but for what events carry themselves, traits and segments. */
export function audienceFilters(audience: readonly FlagCondition[]): AudienceFilters {
  const inLog = ({ attribute, operator }: FlagCondition): boolean =>
    known.has(operator) &&
    (wellKnownFields.includes(attribute) || attribute === 'segment' || attribute.startsWith('person.'))
  return {
    filters: audience.filter(inLog).map(({ attribute, operator, value }) => ({
      property: attribute,
      operator: operator as Operator,
      ...(value !== undefined && { value }),
    })),
    unknown: audience.filter((condition) => !inLog(condition)).map(({ attribute }) => attribute),
  }
}
