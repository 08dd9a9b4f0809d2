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

/** A column as RowBinary holds it. */
export interface BinaryColumn {
  readonly name: string
  readonly type: 'String' | 'UInt64' | "DateTime64(3, 'UTC')"
}

/** The analytics store: ClickHouse SQL, embedded or distributed. Nothing above this port knows which. */
export interface Analytics {
  /**
   * Runs a query and checks every row against `row`; extra fields are refused where the shape says so.
   * 64-bit integers arrive as decimal strings. The result is held in memory: page what may be large.
   */
  query<S extends TSchema>(sql: Sql, row: S, tags: QueryTags, lane?: Lane): Promise<Static<S>[]>
  /** Runs a query and gives its rows in ClickHouse's RowBinary format, for bulk numbers. */
  bytes(sql: Sql, tags: QueryTags, lane?: Lane): Promise<Buffer>
  /**
   * Inserts rows; resolves when they are on disk.
   *
   * @param rows each a list of values in the order of `columns`
   */
  insert(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly unknown[])[],
    tags: QueryTags,
    lane?: Lane,
  ): Promise<void>
  /**
   * Inserts rows in ClickHouse's RowBinary format, for the log: resolves when they are on disk.
   *
   * @param pieces rows one after the other, none of them cut; not to be changed until this has ended
   */
  insertBinary(table: string, columns: readonly BinaryColumn[], pieces: readonly Uint8Array[]): Promise<void>
  /** A statement without a result. */
  command(sql: Sql, tags: QueryTags, lane?: Lane): Promise<void>
  /** Resolves when the store answers; rejects with the reason otherwise. */
  ping(): Promise<void>
  close(): Promise<void>
}
