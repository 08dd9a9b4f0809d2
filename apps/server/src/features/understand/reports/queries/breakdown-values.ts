import { type Sql, sql, texts } from '../../../../platform/analytics/sql.ts'
import { AppError } from '../../../../platform/app-error.ts'
import { type FieldSource, fieldSource } from '../../../../platform/events/event-fields.ts'

export interface BreakdownRequest {
  readonly property: string
  readonly limit?: number
}

/** What a group of a breakdown stands for: a value, those without one, or all the values too rare to be named. */
export type BreakdownValue =
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'other' }

/** How to read the property of a breakdown. */
export function breakdownField(projectId: string, { property }: BreakdownRequest): FieldSource {
  if (property === 'segment')
    throw new AppError(
      'invalid',
      'breakdown.property: a breakdown by segment is not possible; filter by one.',
      {
        field: 'breakdown.property',
      },
    )
  return fieldSource(projectId, property, sql`breakdown_trait`)
}

/** Each event's group as text. A leading mark tells the words that a property may hold from our own. */
export function breakdownKey({ value }: FieldSource, named?: readonly string[]): Sql {
  const key = sql`if(isNull(${value}), 'none', concat('=', assumeNotNull(${value})))`
  return named ? sql`if(${key} IN ${texts(named)}, ${key}, 'other')` : key
}

/** The group behind a key. */
export function breakdownValueOf(key: string): BreakdownValue {
  if (key === 'none' || key === 'other') return { kind: key }
  return { kind: 'value', value: key.slice(1) }
}

export const DEFAULT_BREAKDOWN_LIMIT = 25
