import { join } from 'node:path'
import { startAnswerer } from '../child-questions.ts'
import type { LoadOrder, LoadOutcome } from './load-orders.ts'

/** Sends simulated events from a process of its own. */
export interface LoadGenerator {
  run(order: Exclude<LoadOrder, { kind: 'prepare' }>): Promise<LoadOutcome>
  close(): Promise<void>
}

/** Starts the process and has it make its bodies of 100 events each. */
export async function startLoadGenerator(batches: number, name: string): Promise<LoadGenerator> {
  const child = startAnswerer<LoadOrder, LoadOutcome>(join(import.meta.dirname, 'load-process.ts'))
  await child.ask({ kind: 'prepare', batches, name })
  return { run: (order) => child.ask(order), close: () => child.close() }
}
