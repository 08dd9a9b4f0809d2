import { join } from 'node:path'
import fc from 'fast-check'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Analytics, QueryTags } from '../../../platform/analytics/analytics.ts'
import { type Sql, sql, tableName, uint64 } from '../../../platform/analytics/sql.ts'
import { personKey } from '../../../platform/events/person-key.ts'
import { eventRow } from '../../../testing/event-rows.ts'
import { type EventStore, openEventStore } from '../../../testing/event-store.ts'
import { askLog, type LogQuestion } from './experiment-queries.ts'
import { formatOf } from './metric.ts'
import { type NaiveMetric, naiveCourse, naiveMetrics, naiveRange } from './naive-metrics.ts'
import { type NaiveEvent, type NaiveUnit, naiveQuantile, naiveSums, naiveUnits } from './naive-sums.ts'
import { type MetricSums, sumsAt } from './queries/arm-sums.ts'

const DAY = 86_400_000
const { from: FROM, to: TO } = naiveRange

const metrics = Object.entries(naiveMetrics).map(([name, { definition }]) => ({
  id: name,
  name,
  definition,
  format: formatOf(definition),
}))

const question: LogQuestion = {
  projectId: 'p',
  experiment: 'x',
  variations: ['a', 'b'],
  unit: 'person',
  range: { from: new Date(FROM).toISOString(), to: new Date(TO).toISOString() },
  phases: [new Date(FROM).toISOString(), new Date(naiveRange.second).toISOString()],
  currency: 'EUR',
  zone: 'UTC',
  days: Array.from({ length: 10 }, (_, day) => new Date(FROM + day * DAY).toISOString().slice(0, 10)),
  metrics,
  fields: true,
}

const happening: fc.Arbitrary<NaiveEvent> = fc.record({
  person: fc.constantFrom('u1', 'u2', 'u3', 'u4', 'u5', 'u6', 'u7', 'u8', 'u9'),
  // From before the past that counts to after the end.
  at: fc.integer({ min: -30 * 1440, max: 11 * 1440 }).map((minute) => FROM + minute * 60_000),
  kind: fc.constantFrom(
    'exposure',
    'exposure',
    'exposure',
    'added',
    'added',
    'checkout',
    'order',
    'refund',
    'cancel',
  ),
  experiment: fc.constantFrom('x', 'x', 'x', 'y'),
  variation: fc.constantFrom('a', 'b'),
  phase: fc.constantFrom(0, 1, null),
  device: fc.constantFrom('mobile', 'desktop', 'desktop', 'bot'),
  number: fc.integer({ min: 0, max: 50 }),
  order: fc.constantFrom('o1', 'o2', 'o3', 'o4'),
})

/** Most people see one variation only, as they should. */
const history = fc
  .uniqueArray(happening, { minLength: 30, maxLength: 160, selector: ({ at }) => at })
  .map((events) =>
    events.map((event): NaiveEvent => {
      const person = Number(event.person.slice(1))
      return person > 2 ? { ...event, variation: person % 2 ? 'a' : 'b' } : event
    }),
  )

const names = {
  exposure: 'Experiment Viewed',
  added: 'Product Added',
  checkout: 'Checkout Started',
  order: 'Order Completed',
  refund: 'Order Refunded',
  cancel: 'Order Cancelled',
} as const

const rowOf = (event: NaiveEvent) => {
  const { kind, experiment, variation, phase, number, order } = event
  const properties = {
    exposure: {
      experiment_id: experiment,
      variation,
      unit_value: event.person,
      ...(phase !== null && { phase }),
    },
    added: { price: number },
    checkout: {},
    order: { order_id: order, revenue: number, currency: 'EUR' },
    refund: { order_id: order, ...(number > 0 && { revenue: number }) },
    cancel: { order_id: order },
  }[kind]
  return eventRow({
    event: names[kind],
    ts: event.at,
    user_id: event.person,
    device_type: event.device,
    country: 'DE',
    properties: JSON.stringify(properties),
  })
}

/** The sums of a naive unit list, for a metric. */
const sumsOf = (units: readonly NaiveUnit[], name: string, cap?: number): MetricSums =>
  naiveSums(
    units.map((unit) => (naiveMetrics[name] as NaiveMetric).naive(unit)),
    cap,
  )

const near = (sums: MetricSums) =>
  Object.fromEntries(Object.entries(sums).map(([name, value]) => [name, Number(value.toPrecision(9))]))

describe('what the log says of an experiment', () => {
  let store: EventStore
  const segments = { condition: () => Promise.reject(new Error('no segments here')) }
  beforeAll(async () => {
    store = await openEventStore()
  })
  afterAll(() => store.close())

  const write = async (events: readonly NaiveEvent[]) => {
    for (const table of ['events', 'people'])
      await store.analytics.command(sql`TRUNCATE TABLE ${tableName(table)}`, { name: 'test' })
    await store.write(events.map(rowOf))
    await store.analytics.command(
      sql`INSERT INTO people SELECT project_id, person_key, 'user_id', user_id, min(ts), max(ts) FROM events GROUP BY project_id, person_key, user_id`,
      { name: 'test' },
    )
  }

  it('is what one finds going over the events one by one, in one slice or several', async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.constantFrom(1, 3), async (events, slices) => {
        await write(events)
        const units = naiveUnits(events, naiveRange)
        const answer = await askLog(
          { analytics: store.analytics, segments, unitsASlice: Math.ceil(9 / slices) },
          question,
        )
        const paid = units
          .filter(({ arm }) => arm > 0)
          .map((unit) => (naiveMetrics.revenue as NaiveMetric).naive(unit).y)
        const cap = naiveQuantile(
          paid.filter((money) => money > 0),
          0.8,
        )
        if (Number.isFinite(cap)) expect(answer.caps.get('revenue')).toBeCloseTo(cap, 9)

        for (const [arm, phase] of [
          [0, 0],
          [0, 1],
          [1, 0],
          [1, 1],
          [2, 0],
          [2, 1],
        ] as const) {
          const mine = units.filter((unit) => unit.arm === arm && unit.phase === phase)
          const row = answer.rows.find((one) => one.field === '' && one.arm === arm && one.phase === phase)
          expect(row?.units ?? 0).toBe(mine.length)
          if (!row) continue
          for (const [index, { id, definition }] of metrics.entries()) {
            const top = definition.cap?.kind === 'value' ? definition.cap.at : answer.caps.get(id)
            expect(near(sumsAt(row, index)), `${id}, arm ${arm}, phase ${phase}`).toEqual(
              near(sumsOf(mine, id, top)),
            )
          }
          const days = question.days.map(
            (_, day) => mine.filter(({ exposed }) => Math.floor((exposed - FROM) / DAY) === day).length,
          )
          expect(row.days[0]).toEqual(days)
          expect(row.courses[0]).toEqual(naiveCourse(mine))
          const values = mine
            .map((unit) => (naiveMetrics['median price'] as NaiveMetric).naive(unit))
            .filter(({ counts }) => counts)
          const quantile = answer.quantiles
            .get('median price')
            ?.find((one) => one.arm === arm && one.phase === phase)
          if (arm > 0) expect(quantile?.n ?? 0).toBe(values.length)
          if (quantile)
            expect(quantile.value).toBeCloseTo(
              naiveQuantile(
                values.map(({ y }) => y),
                0.5,
              ),
              9,
            )
        }
        for (const field of ['device.type', 'visitor'] as const)
          for (const [value, mine] of Map.groupBy(units, (unit) =>
            field === 'visitor' ? unit.visitor : unit.device,
          ))
            expect(
              answer.rows
                .filter((row) => row.field === field && row.value === value)
                .reduce((all, row) => all + row.units, 0),
              `${field} ${value}`,
            ).toBe(mine.length)
      }),
      { numRuns: 12 },
    )
  })

  it('counts merged people once, in whichever slice their profile lies', async () => {
    const seen = (person: string, variation: 'a' | 'b', minute: number): NaiveEvent => ({
      person,
      at: FROM + minute * 60_000,
      kind: 'exposure',
      experiment: 'x',
      variation,
      phase: 0,
      device: 'desktop',
      number: 0,
      order: '',
    })
    await write(
      ['u1', 'u2', 'u3', 'u4', 'u5', 'u6'].map((person, index) =>
        seen(person, index === 1 ? 'b' : 'a', index),
      ),
    )
    const key = (value: string) => personKey('p', { kind: 'user_id', value })
    for (const [person, profile] of [
      ['u2', 'u1'],
      ['u4', 'u3'],
    ] as const) {
      const link = sql`SELECT ${uint64(key(person))} AS person_key, ${uint64(key(profile))} AS profile_key`
      await store.analytics.command(
        sql`INSERT INTO identity_links SELECT person_key, profile_key, 1 FROM (${link})`,
        { name: 'test' },
      )
      await store.analytics.command(
        sql`INSERT INTO identity_members SELECT profile_key, person_key FROM (${link})`,
        { name: 'test' },
      )
    }
    await store.analytics.command(sql`SYSTEM RELOAD DICTIONARY identity_map`, { name: 'test' })
    for (const unitsASlice of [100, 2]) {
      const { rows } = await askLog(
        { analytics: store.analytics, segments, unitsASlice },
        { ...question, fields: false },
      )
      expect(rows.map(({ arm, units }) => [arm, units]).toSorted()).toEqual([
        [0, 1],
        [1, 3],
      ])
    }
  })

  it('sums numbers alone: text that says infinity, or that is no number, is none', async () => {
    await write([])
    const row = (event: string, minute: number, properties: object) =>
      eventRow({
        event,
        user_id: 'u1',
        ts: FROM + minute * 60_000,
        properties: JSON.stringify(properties),
      })
    const prices = ['Infinity', '-inf', 'NaN', '1e999', 'seven', '7', 5]
    await store.write([
      row('Experiment Viewed', 0, { experiment_id: 'x', variation: 'a' }),
      ...prices.map((price, index) => row('Product Added', index + 1, { price })),
    ])
    const { rows } = await askLog(
      { analytics: store.analytics, segments },
      { ...question, metrics: metrics.filter(({ id }) => id === 'price of what is added'), fields: false },
    )
    expect(rows.map((one) => sumsAt(one, 0))).toMatchObject([{ n: 1, y: 12, yy: 144 }])
  })

  it('leaves no rows of units behind, whatever comes of a look', async () => {
    await write([])
    const tables = () =>
      store.analytics.query(
        sql`SELECT name FROM system.tables WHERE startsWith(name, 'experiment_units_')`,
        Type.Object({ name: Type.String() }),
        { name: 'test' },
      )
    await store.analytics.command(
      sql`CREATE TABLE experiment_units_1700000000000_left (cell UInt64) ENGINE = Memory`,
      { name: 'test' },
    )
    // Two at once: neither takes the other's for a leftover.
    const look = () => askLog({ analytics: store.analytics, segments }, question)
    await Promise.all([look(), look()])
    expect(await tables()).toEqual([])
    const failing: Analytics = {
      ...store.analytics,
      query: (query, row, tags, lane) =>
        tags.name === 'experiment_sums'
          ? Promise.reject(new Error('no sums today'))
          : store.analytics.query(query, row, tags, lane),
    }
    await expect(askLog({ analytics: failing, segments }, question)).rejects.toThrow('no sums today')
    expect(await tables()).toEqual([])
  })

  it('is asked in SQL that can be read', async () => {
    await write([])
    const asked = new Map<string, Sql>()
    const note = (query: Sql, { name }: QueryTags) => {
      const isFilled = query.compile().query.startsWith('INSERT')
      if (name !== 'experiment_unit_rows' || isFilled) asked.set(name, query)
    }
    const noted: Analytics = {
      ...store.analytics,
      query: (query, row, tags, lane) => {
        note(query, tags)
        return store.analytics.query(query, row, tags, lane)
      },
      command: (statement, tags, lane) => {
        note(statement, tags)
        return store.analytics.command(statement, tags, lane)
      },
    }
    const few = metrics.filter(({ id }) => ['revenue', 'median price', 'days to checkout'].includes(id))
    await askLog({ analytics: noted, segments }, { ...question, metrics: few })
    for (const [name, query] of asked)
      await expect(`${query.compile().query}\n`).toMatchFileSnapshot(
        join(import.meta.dirname, 'queries/golden', `${name.replaceAll('_', '-')}.sql`),
      )
    expect([...asked.keys()].toSorted()).toEqual([
      'experiment_leftovers',
      'experiment_ranked',
      'experiment_sums',
      'experiment_unit_rows',
      'experiment_units',
    ])
  })
})
