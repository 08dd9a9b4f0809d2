import type { Filter } from '@throughline/contract/filter'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventRow } from '../../testing/event-rows.ts'
import { type EventStore, openEventStore } from '../../testing/event-store.ts'
import { sql, text } from '../analytics/sql.ts'
import { AppError } from '../app-error.ts'
import { fieldSource } from './event-fields.ts'
import { filterSql } from './filter-sql.ts'

const project = 'filters'
const context = {
  projectId: project,
  segment: (id: string) => {
    if (id !== 'buyers') throw new AppError('not_found', 'no such segment')
    return sql`user_id = 'u1'`
  },
}
const Found = Type.Object({ message_id: Type.String() })
const Value = Type.Object({ message_id: Type.String(), value: Type.Union([Type.String(), Type.Null()]) })

describe('filters', () => {
  let store: EventStore
  beforeAll(async () => {
    store = await openEventStore()
    const event = (message_id: string, properties: unknown, more: object = {}) =>
      eventRow({
        project_id: project,
        message_id,
        user_id: message_id,
        properties: JSON.stringify(properties),
        ...more,
      })
    await store.write([
      event('text', { x: 'Shoes', plan: { name: 'pro' } }),
      event('number', { x: 5 }, { device_type: 'mobile', context: '{"page":{"title":"Hi"}}' }),
      event('digits', { x: '5.0', 'plan.name': 'dotted' }),
      event('truth', { x: true }),
      event('nothing', { x: null }),
      event('missing', {}),
      event('list', { x: ['red', 'Shoes', 7] }),
      event('date', { x: '2026-01-05T10:00:00+02:00' }),
      event('hostile', { x: "'); DROP TABLE events; --", "k'\\": 'quoted' }),
      event('user', {}, { user_id: 'u1', message_id: 'user' }),
    ])
    const key = eventRow({ project_id: project, user_id: 'u1' }).person_key
    const trait = (name: string, at: string, value: unknown) => [
      project,
      name,
      key,
      [at, 'm', JSON.stringify(value)],
    ]
    await store.analytics.insert(
      'person_traits',
      ['project_id', 'trait', 'person_key', 'latest'],
      [
        trait('plan', '2026-01-01 00:00:00.000', 'free'),
        trait('plan', '2026-01-02 00:00:00.000', 'pro'),
        trait('address', '2026-01-01 00:00:00.000', { city: 'Bonn' }),
      ],
      { name: 'test' },
    )
  })
  afterAll(() => store.close())

  const matching = async (filter: Filter) => {
    const rows = await store.analytics.query(
      sql`SELECT message_id FROM events WHERE project_id = ${text(project)} AND ${filterSql([filter], context, 'where')} ORDER BY seq`,
      Found,
      { name: 'test' },
    )
    return rows.map(({ message_id }) => message_id).join(' ')
  }
  const everyone = 'text number digits truth nothing missing list date hostile user'
  const allBut = (...left: string[]) =>
    everyone
      .split(' ')
      .filter((each) => !left.includes(each))
      .join(' ')

  it.each<[Filter['operator'], Filter['value'], string]>([
    ['equals', 'Shoes', 'text list'],
    ['equals', 'shoes', ''],
    ['equals', 5, 'number digits'],
    ['equals', '5', 'number'],
    ['equals', 7, 'list'],
    ['equals', true, 'truth'],
    ['in', ['red', 5], 'number digits list'],
    ['contains', 'hoe', 'text list'],
    ['startsWith', 'Sh', 'text list'],
    ['endsWith', '.0', 'digits'],
    ['matches', '^S.+s$', 'text list'],
    ['greaterThan', 5, 'list'],
    ['atLeast', 5, 'number digits list'],
    ['lessThan', 7, 'number digits'],
    ['atMost', 5, 'number digits'],
    ['between', [5, 6], 'number digits'],
    ['before', '2026-01-05T08:00:01Z', 'date'],
    ['after', '2026-01-05T08:00:00Z', ''],
    ['after', Date.UTC(2026, 0, 5, 7), 'date'],
    ['equals', "'); DROP TABLE events; --", 'hostile'],
  ])('%s %j', async (operator, value, expected) => {
    const filter = { property: 'x', operator, ...(value !== undefined && { value }) }
    expect(await matching(filter)).toBe(expected)
  })

  it('read a time without a zone as UTC, in whatever zone the server is', async () => {
    const { TZ } = process.env
    try {
      for (const zone of ['Asia/Tokyo', 'America/New_York']) {
        process.env.TZ = zone
        expect(new Date(2026, 0, 5).getTimezoneOffset()).not.toBe(0)
        expect(await matching({ property: 'x', operator: 'before', value: '2026-01-05T08:00:01' })).toBe(
          'date',
        )
        expect(await matching({ property: 'x', operator: 'after', value: '2026-01-05 07:59:59' })).toBe(
          'date',
        )
        expect(await matching({ property: 'x', operator: 'after', value: '2026-01-05T08:00:00' })).toBe('')
      }
    } finally {
      if (TZ === undefined) delete process.env.TZ
      else process.env.TZ = TZ
    }
  })

  it('are the opposite with "not", so they hold where the property is missing', async () => {
    expect(await matching({ property: 'x', operator: 'notEquals', value: 'Shoes' })).toBe(
      allBut('text', 'list'),
    )
    expect(await matching({ property: 'x', operator: 'notIn', value: ['Shoes', 5] })).toBe(
      allBut('text', 'list', 'number', 'digits'),
    )
    expect(await matching({ property: 'x', operator: 'notContains', value: 'o' })).toBe(
      allBut('text', 'list'),
    )
    expect(await matching({ property: 'x', operator: 'notMatches', value: 'S' })).toBe(allBut('text', 'list'))
    expect(await matching({ property: 'x', operator: 'exists' })).toBe(allBut('nothing', 'missing', 'user'))
    expect(await matching({ property: 'x', operator: 'notExists' })).toBe('nothing missing user')
  })

  it('reach fields, context, nested properties and keys with dots', async () => {
    expect(await matching({ property: 'device.type', operator: 'equals', value: 'mobile' })).toBe('number')
    expect(await matching({ property: 'device.type', operator: 'notExists' })).toBe(allBut('number'))
    expect(await matching({ property: 'context.page.title', operator: 'equals', value: 'Hi' })).toBe('number')
    expect(await matching({ property: 'plan.name', operator: 'exists' })).toBe('text digits')
    expect(await matching({ property: 'properties.plan.name', operator: 'equals', value: 'pro' })).toBe(
      'text',
    )
    expect(await matching({ property: "k'\\", operator: 'equals', value: 'quoted' })).toBe('hostile')
  })

  it('know the person’s latest traits and segments', async () => {
    expect(await matching({ property: 'person.plan', operator: 'equals', value: 'pro' })).toBe('user')
    expect(await matching({ property: 'person.plan', operator: 'equals', value: 'free' })).toBe('')
    expect(await matching({ property: 'person.plan', operator: 'notEquals', value: 'pro' })).toBe(
      allBut('user'),
    )
    expect(await matching({ property: 'person.address.city', operator: 'startsWith', value: 'B' })).toBe(
      'user',
    )
    expect(await matching({ property: 'segment', operator: 'in', value: ['buyers'] })).toBe('user')
    expect(await matching({ property: 'segment', operator: 'notIn', value: ['buyers'] })).toBe(allBut('user'))
  })

  it.each<[Filter, string]>([
    [{ property: 'x', operator: 'equals' }, 'where[0].value'],
    [{ property: 'x', operator: 'equals', value: ['a'] }, 'where[0].value'],
    [{ property: 'x', operator: 'in', value: 'a' }, 'where[0].value'],
    [{ property: 'x', operator: 'in', value: [] }, 'where[0].value'],
    [{ property: 'x', operator: 'contains', value: 5 }, 'where[0].value'],
    [{ property: 'x', operator: 'atLeast', value: '5' }, 'where[0].value'],
    [{ property: 'x', operator: 'between', value: [6, 5] }, 'where[0].value'],
    [{ property: 'x', operator: 'before', value: 'yesterday' }, 'where[0].value'],
    [{ property: 'x', operator: 'exists', value: 'a' }, 'where[0].value'],
    [{ property: 'segment', operator: 'contains', value: 'a' }, 'where[0].operator'],
  ])('%j is refused at %s', (filter, field) => {
    expect(() => filterSql([filter], context, 'where')).toThrow(
      expect.objectContaining({ code: 'invalid', details: { field } }),
    )
  })

  it('gives values beside events, traits by a join', async () => {
    const { join, value } = fieldSource(project, 'person.plan')
    const rows = await store.analytics.query(
      sql`SELECT message_id, ${value} AS value FROM events ${join} WHERE project_id = ${text(project)} AND message_id IN ('user', 'text') ORDER BY message_id`,
      Value,
      { name: 'test' },
    )
    expect(rows).toEqual([
      { message_id: 'text', value: null },
      { message_id: 'user', value: 'pro' },
    ])
  })
})
