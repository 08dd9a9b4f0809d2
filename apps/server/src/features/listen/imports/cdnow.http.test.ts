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
afterEach(() => app.close())

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
    console.warn(
      'rows/s',
      checked.dryRun?.rowsPerSecond,
      done.run?.rowsPerSecond,
      repeated.run?.rowsPerSecond,
    )
  })
})
