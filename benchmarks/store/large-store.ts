import { join } from 'node:path'
import type { Task } from '../benchmark.ts'
import { startAnswerer } from '../child-questions.ts'
import { peopleLag } from '../product/people-lag.ts'
import { startProduct, temporaryDataDir } from '../product/product.ts'
import type { FillOrder } from './fill-store-process.ts'
import { keptFolder } from './kept-folder.ts'

const filling = join(import.meta.dirname, 'fill-store-process.ts')

/** A data folder with so many events of the simulated shop, and the people that the product itself made of them. */
export const largeStore = ({ events, say }: Pick<Task, 'events' | 'say'>): Promise<string> =>
  keptFolder(`store-${events}`, [filling], async () => {
    const draft = await temporaryDataDir()
    say(`Making a store of ${events} events; later runs use it again.`)
    const filler = startAnswerer<FillOrder, number>(filling)
    const filled = await filler.ask({ dataDir: draft.path, events }).finally(() => filler.close())
    say(`${filled} events are in. The product makes people of them.`)
    await makePeople(draft.path)
    return draft
  })

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
