import type { RetentionResponse } from '@throughline/contract/reports'
import { Type } from 'typebox'
import { afterEach, describe, expect, it } from 'vitest'
import { sql } from '../../../platform/analytics/sql.ts'
import { type ImportTestApp, outcomesOf, realFile, startImportTestApp } from './import-test-app.ts'

const Totals = Type.Object({
  orders: Type.Integer(),
  people: Type.Integer(),
  cents: Type.Integer(),
  currencies: Type.Array(Type.String()),
})

const totals = async ({ analytics }: ImportTestApp) => {
  const [row] = await analytics.query(
    sql`SELECT toInt32(count()) AS orders, toInt32(uniqExact(person_key)) AS people,
          toInt32(sum(round(JSONExtractFloat(properties, 'revenue') * 100))) AS cents,
          groupUniqArray(JSONExtractString(properties, 'currency')) AS currencies
        FROM events WHERE event = 'Order Completed'`,
    Totals,
    { name: 'test_totals' },
  )
  return row
}

let app: ImportTestApp
afterEach(() => app?.close())

describe('the orders of a real shop (CDNOW)', () => {
  it('become orders, people and revenue by the guessed mapping; equal rows count, a repeat does not', async (context) => {
    const file = await realFile(context, 'cdnow-orders.txt')
    app = await startImportTestApp()
    const sent = await app.send('cdnow-orders.txt', file)
    expect(sent.mapping).toMatchObject({
      delimiter: 'spaces',
      header: true,
      event: { value: 'Order Completed' },
      timestamp: { column: 'date', layout: 'YYYYMMDD' },
      userId: 'customer_id',
      revenue: 'dollar_value',
      currency: { value: 'USD' },
    })

    const checked = await app.run(sent.id, 'check')
    expect(checked).toMatchObject({
      status: 'ready',
      dryRun: { rows: 69_660, events: 69_659, added: 0, rejections: [] },
    })
    expect(await totals(app)).toMatchObject({ orders: 0 })

    const done = await app.run(sent.id, 'start')
    expect(done).toMatchObject({ status: 'done', hasFile: false, run: { events: 69_659, added: 69_659 } })
    expect(outcomesOf(done.run)).toEqual({ header: 1, event: 69_659 })
    const expected = { orders: 69_659, people: 23_570, cents: 250_031_563, currencies: ['USD'] }
    expect(await totals(app)).toEqual(expected)

    const again = await app.send('copy of orders.txt', file)
    const repeated = await app.run(again.id, 'start')
    expect(repeated).toMatchObject({ status: 'done', run: { events: 69_659, added: 0 } })
    expect(await totals(app)).toEqual(expected)
  })

  it('give monthly retention and revenue by cohort as counted by hand', async (context) => {
    const file = await realFile(context, 'cdnow-orders.txt')
    app = await startImportTestApp()
    const { id } = await app.send('cdnow-orders.txt', file)
    await app.run(id, 'start')
    const hand = cohortsByHand(file.toString())

    const range = { from: '1997-01-01T00:00:00Z', to: '1998-07-01T00:00:00Z', timezone: 'UTC' }
    const order = { event: 'Order Completed' }
    const retention = await app.request('POST', '/api/v1/reports/retention', {
      ...range,
      cohort: { ...order, firstTime: true },
      return: order,
      period: 'month',
      periods: 17,
      value: { property: 'revenue' },
    })
    const { cohorts }: RetentionResponse = retention.json()
    const withPeople = cohorts.filter(({ counts }) => (counts[0] ?? 0) > 0)
    expect(sumOf(cohorts.map(({ counts }) => counts[0] ?? 0))).toBe(23_570)
    expect(sumOf(cohorts.flatMap(({ sums }) => sums?.map(centsOf) ?? []))).toBe(250_031_563)
    expect(withPeople.map(({ start, counts }) => [start.slice(0, 7), counts[0]])).toEqual(
      [...hand].map(([month, { people }]) => [month, people.size]),
    )
    for (const { start, counts, sums } of withPeople) {
      const { returned = [], cents = [] } = hand.get(start.slice(0, 7)) ?? {}
      expect(counts.slice(1)).toEqual(
        Array.from(counts.slice(1), (_, index) => returned[index + 1]?.size ?? 0),
      )
      expect(sums).toEqual(counts.map((_, month) => (cents[month] ?? 0) / 100))
    }

    const trend = await app.request('POST', '/api/v1/reports/trend', {
      ...range,
      interval: 'month',
      series: [{ ...order, measure: 'sum', property: 'revenue' }],
    })
    const [series] = trend.json().series
    expect(series.total).toBe(2_500_315.63)
  })
})

interface Cohort {
  readonly people: Set<string>
  /** By month after the first order. */
  readonly returned: Set<string>[]
  readonly cents: number[]
}

const centsOf = (sum: number | null): number => Math.round((sum ?? 0) * 100)
const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0)

/** By the month of a person's first order; no code of ours. */
function cohortsByHand(text: string): Map<string, Cohort> {
  const orders = text
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [person, date, , dollars] = line.trim().split(/ +/)
      if (!person || !date) return []
      const month = Number(date.slice(0, 4)) * 12 + Number(date.slice(4, 6)) - 1
      return [{ person, month, cents: Math.round(Number(dollars) * 100) }]
    })
  const first = new Map<string, number>()
  for (const { person, month } of orders) first.set(person, Math.min(month, first.get(person) ?? month))
  const cohorts = new Map<string, Cohort>()
  const nameOf = (month: number) => `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
  for (const month of [...new Set(first.values())].sort((a, b) => a - b))
    cohorts.set(nameOf(month), { people: new Set(), returned: [], cents: [] })
  for (const { person, month, cents } of orders) {
    const began = first.get(person) ?? month
    const cohort = cohorts.get(nameOf(began))
    if (!cohort) continue
    cohort.people.add(person)
    const after = month - began
    cohort.cents[after] = (cohort.cents[after] ?? 0) + cents
    cohort.returned[after] ??= new Set()
    cohort.returned[after]?.add(person)
  }
  return cohorts
}
