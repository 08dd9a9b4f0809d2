import { rm } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import type { Import } from '@throughline/contract/imports'
import { Type } from 'typebox'
import { describe, expect, it } from 'vitest'
import { openAnalytics } from '../../../platform/analytics/open-analytics.ts'
import { sql } from '../../../platform/analytics/sql.ts'
import { type ServerProcess, startServerProcess } from '../../../testing/server-process.ts'
import { newDataDir } from '../../../testing/test-app.ts'

const ROWS = 250_000
const settings = { THROUGHLINE_API_TOKEN: 'kill-test' }

function ordersCsv(): string {
  const lines = ['order_id,user_id,ordered_at,total,currency']
  for (let row = 1; row <= ROWS; row++) {
    const time = new Date(Date.UTC(2026, 0, 1) + row * 5000).toISOString()
    lines.push(`o${row},u${(row % 9000) + 1},${time},${(row % 500) + 0.25},EUR`)
  }
  return `${lines.join('\n')}\n`
}

const ask = async (
  server: ServerProcess,
  method: string,
  path: string,
  body?: object | string,
): Promise<Import> => {
  const answer = await fetch(`${server.url}/api/v1/imports${path}`, {
    method,
    headers: {
      authorization: 'Bearer kill-test',
      ...(body !== undefined && {
        'content-type': typeof body === 'string' ? 'application/octet-stream' : 'application/json',
      }),
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(await answer.text())
  return (await answer.json()) as Import
}

const until = async (
  server: ServerProcess,
  id: string,
  reached: (found: Import) => boolean,
): Promise<Import> => {
  for (;;) {
    const found = await ask(server, 'GET', `/${id}`)
    if (reached(found)) return found
    await setTimeout(5)
  }
}

const Totals = Type.Object({ rows: Type.Integer(), orders: Type.Integer(), people: Type.Integer() })

describe('an import whose process is killed', () => {
  it('goes on after each restart and ends with every row once', async () => {
    const dataDir = await newDataDir()
    const csv = ordersCsv()
    let server = await startServerProcess(dataDir, settings)
    const { id } = await ask(server, 'POST', '', { name: 'orders.csv', size: csv.length })
    await ask(server, 'PUT', `/${id}/file`, csv)
    await ask(server, 'POST', `/${id}/start`)
    const seen: number[] = []
    for (const share of [0.1, 0.5]) {
      const found = await until(
        server,
        id,
        ({ run, status }) => status === 'done' || (run?.rows ?? 0) > share * ROWS,
      )
      seen.push(found.run?.rows ?? 0)
      await server.end('SIGKILL')
      server = await startServerProcess(dataDir, settings)
    }
    const done = await until(server, id, ({ status }) => status === 'done' || status === 'failed')
    expect(done).toMatchObject({ status: 'done', problem: null, hasFile: false })
    expect(done.run).toMatchObject({ rows: ROWS + 1, events: ROWS, rejections: [] })
    expect(await server.end('SIGTERM')).toBe(0)
    // Killed in the middle, not before or after.
    expect(seen[0]).toBeLessThan(ROWS)

    const analytics = await openAnalytics({ kind: 'embedded', dataDir })
    const [totals] = await analytics.query(
      sql`SELECT toInt32(count()) AS rows, toInt32(uniqExact(JSONExtractString(properties, 'order_id'))) AS orders,
            toInt32(uniqExact(user_id)) AS people FROM events`,
      Totals,
      { name: 'test_totals' },
    )
    expect(totals).toEqual({ rows: ROWS, orders: ROWS, people: 9000 })
    await analytics.close()
    await rm(dataDir, { recursive: true, force: true })
  }, 240_000)
})
