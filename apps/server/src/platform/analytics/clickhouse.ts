import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { createClient } from '@clickhouse/client'
import type { Analytics, Lane } from './analytics.ts'
import type { Connection } from './connection.ts'
import { laneAnalytics } from './lane-analytics.ts'
import { settingsOf } from './lane-settings.ts'

/** A ClickHouse server, by its HTTP interface. */
export const openClickHouse = (url: string): Promise<Analytics> =>
  laneAnalytics((lane) => openConnection(url, lane))

async function openConnection(url: string, lane: Lane): Promise<Connection> {
  const client = createClient({ url, clickhouse_settings: settingsOf(lane) })
  return {
    async run(query, params, format) {
      const { stream } = await client.exec({ query: `${query} FORMAT ${format}`, query_params: params })
      return buffer(stream)
    },
    async insert(table, columns, lines) {
      const { stream } = await client.exec({
        query: `INSERT INTO ${table} (${columns.join(', ')}) FORMAT JSONCompactEachRow`,
        values: Readable.from([lines], { objectMode: false }),
      })
      stream.resume()
    },
    async insertBinary(table, columns, pieces) {
      const { stream } = await client.exec({
        query: `INSERT INTO ${table} (${columns.map(({ name }) => name).join(', ')}) FORMAT RowBinary`,
        values: Readable.from(pieces, { objectMode: false }),
      })
      stream.resume()
    },
    close: () => client.close(),
  }
}
