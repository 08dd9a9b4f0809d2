import { join } from 'node:path'
import { startAnswerer } from '../child-questions.ts'

export type RawOrder =
  | { readonly kind: 'prepare'; readonly batches: number; readonly name: string }
  | { readonly kind: 'insert'; readonly rows: number; readonly groupSize: number }

export interface RawOutcome {
  readonly rows: number
  /** In the inserts alone. */
  readonly seconds: number
}

/** The engine alone, in a process of its own (it serves one folder a process). */
export interface RawInserts {
  insert(rows: number, groupSize: number): Promise<RawOutcome>
  close(): Promise<void>
}

/** Starts it, and has it write the rows that the product makes of the same bodies. */
export async function startRawInserts(batches: number, name: string): Promise<RawInserts> {
  const child = startAnswerer<RawOrder, RawOutcome>(join(import.meta.dirname, 'raw-inserts-process.ts'))
  await child.ask({ kind: 'prepare', batches, name })
  return {
    insert: (rows, groupSize) => child.ask({ kind: 'insert', rows, groupSize }),
    close: () => child.close(),
  }
}
