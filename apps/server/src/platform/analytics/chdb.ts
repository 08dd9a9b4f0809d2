import { mkdirSync } from 'node:fs'
import { Session } from 'chdb'
import type { Analytics } from './analytics.ts'
import { parametersStatement } from './chdb-parameters.ts'
import type { Connection } from './connection.ts'
import { laneAnalytics } from './lane-analytics.ts'
import { settingsOf } from './lane-settings.ts'
import { namelessFile } from './nameless-file.ts'
import { quoted } from './parameter-text.ts'

const MB = 1_000_000

/**
 * Limits of the engine as a whole, for a product that fits 1.25 GB. The engine takes them from the first session that is
 * opened; left alone, two of its caches may grow to 5 GB each.
 */
const engine = {
  max_server_memory_usage: 600 * MB,
  mark_cache_size: 64 * MB,
  primary_index_cache_size: 32 * MB,
  index_mark_cache_size: 16 * MB,
  query_condition_cache_size: 8 * MB,
  background_pool_size: 2,
}

/** ClickHouse inside this process, on a folder that no other process may have open. */
export async function openChdb(path: string): Promise<Analytics> {
  mkdirSync(path, { recursive: true })
  return laneAnalytics((lane) => openChdbConnection(path, settingsOf(lane)))
}

/** One connection to the engine in a folder, with settings of the engine's. */
export async function openChdbConnection(
  path: string,
  settings: Readonly<Record<string, number | string>>,
): Promise<Connection> {
  const session = new Session(path, {
    connectionArgs: Object.entries(engine).map(([name, value]) => `--${name}=${value}`),
  })
  const told = Object.entries(settings).map(([name, value]) => `${name} = ${quoted(String(value))}`)
  if (told.length > 0) await session.queryAsync(`SET ${told.join(', ')}`)

  const toInsert = namelessFile(path)

  /** What a failed query had already written comes back before the next result, and its memory stays taken, until then. */
  const drained = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (error) {
      await session.queryAsync('SELECT 1', { format: 'Null' }).catch(() => undefined)
      throw error
    }
  }

  return {
    async run(query, params, format) {
      if (Object.keys(params).length > 0) await drained(setParameters(session, params))
      const result = await drained(session.queryAsync(query, { format }))
      return Buffer.from(result.bytes())
    },
    async insert(table, columns, lines) {
      await drained(
        session.insert({ table, columns, values: Buffer.from(lines, 'utf8'), format: 'JSONCompactEachRow' }),
      )
    },
    async insertBinary(table, columns, pieces) {
      const names = columns.map(({ name }) => name).join(', ')
      const structure = columns.map(({ name, type }) => `${name} ${type.replaceAll("'", "\\'")}`).join(', ')
      // With the rows in the text of the statement, as the client's own insert has them, the engine takes twice as long.
      await toInsert.holding(pieces, (descriptor) =>
        drained(
          session.queryAsync(
            `INSERT INTO ${table} (${names}) SELECT * FROM file(${descriptor}, 'RowBinary', '${structure}')`,
            { format: 'Null' },
          ),
        ),
      )
    },
    async close() {
      await toInsert.close()
      session.close()
    },
  }
}

/** The engine's default, in bytes. */
const LONGEST_QUERY = 262_144

async function setParameters(session: Session, params: Readonly<Record<string, unknown>>): Promise<void> {
  const statement = parametersStatement(params)
  const bytes = Buffer.byteLength(statement)
  if (bytes < LONGEST_QUERY) {
    await session.queryAsync(statement)
    return
  }
  await session.queryAsync(`SET max_query_size = ${bytes + LONGEST_QUERY}`)
  await session.queryAsync(`${statement}, max_query_size = ${LONGEST_QUERY}`)
}
