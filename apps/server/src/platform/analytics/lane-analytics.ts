import type { Static, TSchema } from 'typebox'
import { checkRows } from '../row-check.ts'
import type { Analytics, Lane, QueryTags } from './analytics.ts'
import type { Connection, ResultFormat } from './connection.ts'
import { LanePool } from './lane.ts'
import type { Sql } from './sql.ts'

/** Connections a lane has. Two pages may ask at once; one long report at a time is enough for two cores. */
const sizes: Record<Lane, number> = { ingest: 1, interactive: 2, heavy: 1, background: 1 }

/** The analytics port over connections that speak ClickHouse SQL, embedded or to a server. */
export async function laneAnalytics(open: (lane: Lane) => Promise<Connection>): Promise<Analytics> {
  const pool = async (lane: Lane) =>
    new LanePool(await Promise.all(Array.from({ length: sizes[lane] }, () => open(lane))))
  const lanes: Record<Lane, LanePool> = {
    ingest: await pool('ingest'),
    interactive: await pool('interactive'),
    heavy: await pool('heavy'),
    background: await pool('background'),
  }

  const run = (sql: Sql, format: ResultFormat, tags: QueryTags, lane: Lane): Promise<Buffer> => {
    const { query, params } = sql.compile()
    return lanes[lane].use((connection) => connection.run(`${comment(tags)} ${query}`, params, format))
  }

  return {
    async query<S extends TSchema>(
      sql: Sql,
      row: S,
      tags: QueryTags,
      lane: Lane = 'interactive',
    ): Promise<Static<S>[]> {
      const lines = (await run(sql, 'JSONEachRow', tags, lane)).toString('utf8').split('\n')
      if (lines.at(-1) === '') lines.pop()
      return checkRows(
        lines.map((line) => JSON.parse(line)),
        row,
        tags.name,
      )
    },
    bytes: (sql, tags, lane = 'interactive') => run(sql, 'RowBinary', tags, lane),
    async command(sql, tags, lane = 'interactive') {
      await run(sql, 'Null', tags, lane)
    },
    async insert(table, columns, rows, _tags, lane = 'ingest') {
      if (rows.length === 0) return
      const lines = rows.map((row) => JSON.stringify(row)).join('\n')
      await lanes[lane].use((connection) => connection.insert(table, columns, lines))
    },
    async insertBinary(table, columns, pieces) {
      await lanes.ingest.use((connection) => connection.insertBinary(table, columns, pieces))
    },
    async ping() {
      await lanes.interactive.use((connection) => connection.run('SELECT 1', {}, 'Null'))
    },
    async close() {
      await Promise.all(Object.values(lanes).map((lane) => lane.close()))
    },
  }
}

/** Seen in the engine's query log. A name is ours; a project's id has no character that could end the comment. */
const comment = ({ name, project }: QueryTags): string =>
  `/* ${name}${project ? ` project=${project.replaceAll('*', '')}` : ''} */`
