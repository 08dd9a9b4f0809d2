import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { ClickHouseError, ClickHouseLogLevel, createClient } from '@clickhouse/client'
import type { Analytics, Lane } from './analytics.ts'
import { queryForm } from './clickhouse-form.ts'
import type { Connection } from './connection.ts'
import { laneAnalytics } from './lane-analytics.ts'
import { plansOf } from './lane-settings.ts'

const MINUTE = 60

/** How long a server may take, in seconds. */
export interface Patience {
  /** Without any sign of it: then it counts as gone. */
  readonly silence: number
  /** For the whole of a query; the server ends it. Who has given up must not leave it running. */
  readonly query?: number
}

const patience: Record<Lane, Patience> = {
  // Given up too early, an insert may still reach the disk after its sender was told to come back.
  ingest: { silence: 5 * MINUTE },
  // Most of what stands between a browser and us gives up after a minute.
  interactive: { silence: 30, query: MINUTE },
  heavy: { silence: 5 * MINUTE, query: 15 * MINUTE },
  // Mutations and changes of the schema give no sign until they have ended, and rewrite all of a large log.
  background: { silence: 60 * MINUTE },
}

/**
 * A ClickHouse server, by its HTTP interface.
 *
 * @param url with user, password and database, and options of the client such as `?request_timeout=60000`
 */
export const openClickHouse = (
  url: string,
  patient: Readonly<Record<Lane, Patience>> = patience,
): Promise<Analytics> => laneAnalytics(async (lane) => openConnection(url, lane, patient[lane]))

function openConnection(url: string, lane: Lane, { silence, query: longest }: Patience): Connection {
  const client = createClient({
    url,
    request_timeout: silence * 1000,
    // A busy process is late to drop a connection that the server has ended meanwhile.
    keep_alive: { eagerly_destroy_stale_sockets: true },
    // What fails is thrown, and told where the app tells it.
    log: { level: ClickHouseLogLevel.OFF },
    // Room for the signs of some twenty hours: Node's 16 KB would fill in 20 minutes, which ends the request.
    max_response_headers_size: 1_000_000,
    clickhouse_settings: {
      ...plansOf(lane),
      // The answer begins when all of it is there: an error in the middle would otherwise come as text among the rows.
      wait_end_of_query: 1,
      // Signs of life, as headers: what stands between drops a connection that is idle for a minute. Not more often, since
      // it may also have just 4 KB for all headers.
      send_progress_in_http_headers: 1,
      http_headers_progress_interval_ms: '20000',
      // Rows are on disk when the insert has ended, and come in groups already.
      async_insert: 0,
      ...(longest !== undefined && { max_execution_time: longest }),
    },
  })

  const ask = async (request: Parameters<typeof client.exec>[0]): Promise<Buffer> => {
    try {
      const { stream } = await client.exec(request)
      return await buffer(stream)
    } catch (error) {
      throw told(error, silence)
    }
  }
  const send = (table: string, columns: readonly string[], format: string, rows: Readable) =>
    ask({ query: `INSERT INTO ${table} (${columns.join(', ')}) FORMAT ${format}`, values: rows })

  return {
    run(query, params, format) {
      // In its text, not every statement may name a format.
      const wanted = { 'X-ClickHouse-Format': format }
      if (Object.keys(params).length === 0) return ask({ query, http_headers: wanted })
      const { contentType, body } = queryForm(query, params)
      return ask({
        query: '',
        values: streamOf([body]),
        http_headers: { ...wanted, 'Content-Type': contentType },
      })
    },
    async insert(table, columns, lines) {
      await send(table, columns, 'JSONCompactEachRow', streamOf([lines]))
    },
    async insertBinary(table, columns, pieces) {
      const names = columns.map(({ name }) => name)
      await send(table, names, 'RowBinary', streamOf(pieces))
    },
    close: () => client.close(),
  }
}

const streamOf = (pieces: readonly (string | Uint8Array)[]): Readable =>
  Readable.from(pieces, { objectMode: false })

/** The client takes the error's name, such as `MEMORY_LIMIT_EXCEEDED`, out of its message. Put back, as the embedded engine has it. */
function told(error: unknown, silence: number): unknown {
  if (error instanceof ClickHouseError)
    return new Error(`Code: ${error.code}. ${error.message.trim()} (${error.type})`, { cause: error })
  if (error instanceof Error && error.message === 'Timeout error.')
    return new Error(`ClickHouse gave no sign for ${silence} s.`, { cause: error })
  return error
}
