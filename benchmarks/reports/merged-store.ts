import { join } from 'node:path'
import type { Task } from '../benchmark.ts'
import { startAnswerer } from '../child-questions.ts'
import { temporaryDataDir } from '../product/product.ts'
import { keptFolder } from '../store/kept-folder.ts'
import { largeStore } from '../store/large-store.ts'

const merging = join(import.meta.dirname, 'merged-table-process.ts')

/** The large store with `merged_events` beside the log. */
export async function mergedStore(task: Task): Promise<string> {
  const store = await largeStore(task)
  const filling = join(import.meta.dirname, '../store/fill-store-process.ts')
  return keptFolder(`merged-${task.events}`, [filling, merging], async () => {
    const draft = await temporaryDataDir(store)
    task.say('Writing the merged table; later runs use it again.')
    const child = startAnswerer<{ dataDir: string }, boolean>(merging)
    await child.ask({ dataDir: draft.path }).finally(() => child.close())
    return draft
  })
}
