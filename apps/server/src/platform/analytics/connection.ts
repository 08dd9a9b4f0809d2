import type { BinaryColumn } from './analytics.ts'

/** Output formats that the port asks for. */
export type ResultFormat = 'JSONEachRow' | 'RowBinary' | 'Null'

/** One connection to an engine that speaks ClickHouse SQL. It runs one statement at a time; the caller sees to that. */
export interface Connection {
  /** Runs a statement with server-side parameters and gives its whole result as bytes. */
  run(query: string, params: Readonly<Record<string, unknown>>, format: ResultFormat): Promise<Buffer>
  /** Inserts rows, each a line that holds a JSON array in the order of `columns`. */
  insert(table: string, columns: readonly string[], lines: string): Promise<void>
  /** Inserts rows in RowBinary. */
  insertBinary(table: string, columns: readonly BinaryColumn[], pieces: readonly Uint8Array[]): Promise<void>
  close(): Promise<void>
}
