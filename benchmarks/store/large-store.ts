import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrationFiles } from '../../apps/server/src/platform/migration-files.ts'
import type { Task } from '../benchmark.ts'
import { startAnswerer } from '../child-questions.ts'
import { peopleLag } from '../product/people-lag.ts'
import { startProduct, temporaryDataDir } from '../product/product.ts'
import type { FillOrder } from './fill-store-process.ts'

/**
 * A data folder with so many events of the simulated shop, and the people that the product itself made of them. Made
 * once a machine and kept in the system's temporary folder; work on a copy.
 */
export async function largeStore({ events, say }: Pick<Task, 'events' | 'say'>): Promise<string> {
  const place = join(tmpdir(), `throughline-bench-store-${events}-${await fingerprint()}`)
  if (existsSync(place)) return place
  await using draft = await temporaryDataDir()
  say(`Making a store of ${events} events; later runs use it again.`)
  const filler = startAnswerer<FillOrder, number>(join(import.meta.dirname, 'fill-store-process.ts'))
  const filled = await filler.ask({ dataDir: draft.path, events }).finally(() => filler.close())
  say(`${filled} events are in. The product makes people of them.`)
  await makePeople(draft.path)
  await rename(draft.path, place)
  return place
}

async function makePeople(dataDir: string): Promise<void> {
  await using product = await startProduct(dataDir)
  await product.ask('POST', '/api/v1/rebuild')
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 500))
    const { behind, rebuilding, rebuildError } = await peopleLag(product)
    if (rebuildError) throw new Error(`The product could not make people of the events: ${rebuildError}`)
    if (rebuilding === null && behind === 0) break
  }
  await product.stop()
}

/** Another schema or another way to fill it makes another store. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256')
  for (const { id, sql } of migrationFiles('analytics')) hash.update(`\0${id}\0${sql}`)
  hash.update(await readFile(join(import.meta.dirname, 'fill-store-process.ts')))
  return hash.digest('hex').slice(0, 12)
}
