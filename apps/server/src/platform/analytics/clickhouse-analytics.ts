import { Readable } from 'node:stream'
import type { ClickHouseClient } from '@clickhouse/client'
import type { Static, TSchema } from 'typebox'
import { checkRows } from '../row-check.ts'
import type { Analytics, Lane, QueryTags } from './analytics.ts'
import type { Sql } from './sql.ts'

const lanes = ['ingest', 'interactive', 'heavy', 'background'] as const

/**
 * The analytics port over ClickHouse's own client, which speaks to a server and to chDB alike. One client a lane: chDB
 * runs one query at a time on a connection, so a long report must not stand in ingestion's way.
 */
export function clickHouseAnalytics(clientOf: (lane: Lane) => ClickHouseClient): Analytics {
  const clients = Object.fromEntries(lanes.map((lane) => [lane, clientOf(lane)])) as Record<
    Lane,
    ClickHouseClient
  >

  return {
    async query<S extends TSchema>(
      sql: Sql,
      row: S,
      tags: QueryTags,
      lane: Lane = 'interactive',
    ): Promise<Static<S>[]> {
      const { query, params } = sql.compile()
      const result = await clients[lane].query({
        query,
        query_params: params,
        format: 'JSONEachRow',
        clickhouse_settings: { log_comment: logComment(tags) },
      })
      return checkRows(await result.json(), row, tags.name)
    },

    async insert(table, ndjson, tags, lane = 'ingest') {
      const { stream } = await clients[lane].exec({
        query: `INSERT INTO ${table} FORMAT JSONEachRow`,
        values: Readable.from([ndjson], { objectMode: false }),
        clickhouse_settings: { log_comment: logComment(tags) },
      })
      stream.destroy()
    },

    async command(sql, tags, lane = 'interactive') {
      const { query, params } = sql.compile()
      await clients[lane].command({
        query,
        query_params: params,
        clickhouse_settings: { log_comment: logComment(tags) },
      })
    },

    async ping() {
      const answer = await clients.ingest.ping()
      if (!answer.success) throw answer.error
    },

    async close() {
      await Promise.all(lanes.map((lane) => clients[lane].close()))
    },
  }
}

const logComment = ({ name, project }: QueryTags): string => (project ? `${name} project=${project}` : name)
