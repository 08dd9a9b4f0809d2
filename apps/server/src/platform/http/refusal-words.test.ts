import { Type } from 'typebox'
import { describe, expect, it } from 'vitest'
import { AppError } from '../app-error.ts'
import { requestValidator } from './validation.ts'

const check = requestValidator(
  Type.Object(
    {
      period: Type.Optional(Type.Union([Type.Literal('day'), Type.Literal('week')])),
      kind: Type.Optional(Type.Literal('csv')),
      unit: Type.Optional(Type.Enum(['person', 'session'])),
      value: Type.Optional(Type.Union([Type.String(), Type.Number(), Type.Null()])),
      count: Type.Optional(Type.Integer({ minimum: 1, maximum: 9 })),
      share: Type.Optional(Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 })),
      name: Type.Optional(Type.String({ minLength: 1, maxLength: 5 })),
      list: Type.Optional(Type.Array(Type.String({ minLength: 2 }), { maxItems: 2, uniqueItems: true })),
      from: Type.Optional(Type.String({ format: 'date-time' })),
      day: Type.Optional(Type.String({ format: 'date' })),
      email: Type.Optional(Type.String({ format: 'email' })),
      money: Type.Optional(
        Type.Object({ in: Type.String({ pattern: '^[A-Z]{3}$', 'x-expected': 'a currency, such as EUR' }) }),
      ),
    },
    { additionalProperties: false },
  ),
  'body',
)

describe('what is refused is told in words', () => {
  it.each([
    [{ period: 'year' }, 'period: must be one of day, week.'],
    [{ kind: 'xml' }, 'kind: must be csv.'],
    [{ unit: 'group' }, 'unit: must be one of person, session.'],
    [{ value: true }, 'value: must be text or a number or null.'],
    [{ count: 0 }, 'count: must be at least 1.'],
    [{ count: 10 }, 'count: must be at most 9.'],
    [{ count: 1.5 }, 'count: must be a whole number.'],
    [{ share: 0 }, 'share: must be more than 0.'],
    [{ share: 1 }, 'share: must be less than 1.'],
    [{ name: '' }, 'name: must not be empty.'],
    [{ name: 'longer' }, 'name: must have at most 5 characters.'],
    [{ list: ['a'] }, 'list[0]: must have at least 2 characters.'],
    [{ list: ['aa', 'bb', 'cc'] }, 'list: must have at most 2 entries.'],
    [{ list: ['aa', 'aa'] }, 'list: must not have the same entry twice.'],
    [{ from: 'yesterday' }, 'from: must be a time with its zone, such as 2026-01-31T12:00:00Z.'],
    [{ from: '2016-12-31T23:59:60Z' }, 'from: must be a time with its zone, such as 2026-01-31T12:00:00Z.'],
    [{ day: '31.1.' }, 'day: must be a day, such as 2026-01-31.'],
    [{ email: 'ann' }, 'email: must be an e-mail address.'],
    [{ money: { in: 'euro' } }, 'money.in: must be a currency, such as EUR.'],
    [{ money: {} }, 'money.in: is missing.'],
    [{ colour: 'red' }, 'colour: is not a field of this request.'],
    ['text', 'The body: must be an object.'],
  ])('%j', (body, detail) => {
    const answer = check(body)
    expect('error' in answer && answer.error).toBeInstanceOf(AppError)
    expect('error' in answer && answer.error.message).toBe(detail)
  })
})
