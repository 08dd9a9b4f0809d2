import type { Static, TSchema } from 'typebox'
import type { Sql } from './sql.ts'

/**
 * What a query is for, which decides the connection it runs on and its share of the machine:
 * `ingest` writes the log and looks up what ingestion needs; `interactive` answers a page; `heavy` may take seconds and
 * spill to disk; `background` follows the log and rebuilds.
 */
export type Lane = 'ingest' | 'interactive' | 'heavy' | 'background'

export interface QueryTags {
  /** Names the query in the engine's log, and in the golden file of its test. */
  readonly name: string
  readonly project?: string
}

/** The analytics store: ClickHouse SQL, embedded or distributed. Nothing above this port knows which. */
export interface Analytics {
  /**
   * Runs a query and checks every row against `row`; extra fields are refused.
   * 64-bit integers arrive as decimal strings.
   */
  query<S extends TSchema>(sql: Sql, row: S, tags: QueryTags, lane?: Lane): Promise<Static<S>[]>
  /** Inserts rows as newline-delimited JSON; resolves when they are on disk. */
  insert(table: string, ndjson: string, tags: QueryTags, lane?: Lane): Promise<void>
  /** A statement without a result. */
  command(sql: Sql, tags: QueryTags, lane?: Lane): Promise<void>
  /** Resolves when the store answers; rejects with the reason otherwise. */
  ping(): Promise<void>
  close(): Promise<void>
}
