import type { Measurement, Task } from '../benchmark.ts'
import { startProduct, temporaryDataDir } from '../product/product.ts'
import { median } from '../quantile.ts'
import { largeStore } from '../store/large-store.ts'

/** From starting the process on a store of a million events to `/readyz` saying that all stores answer. */
export async function start({ smoke, say }: Task): Promise<Measurement[]> {
  const events = smoke ? 5_000 : 1_000_000
  await using dataDir = await temporaryDataDir(await largeStore({ events, say }))
  const seconds: number[] = []
  for (let round = 0; round < (smoke ? 1 : 6); round++) {
    const began = performance.now()
    await using product = await startProduct(dataDir.path)
    await product.ask('GET', '/readyz')
    seconds.push((performance.now() - began) / 1000)
    await product.stop()
  }
  // The first start reads the copied files from the disk: that is a cold one.
  const warm = smoke ? seconds : seconds.slice(1)
  return [
    {
      name: 'start',
      about: `warm start to ready with ${events} events`,
      figures: [
        { name: 'median', value: median(warm), unit: 's', bound: { atMost: 4 } },
        { name: 'longest', value: Math.max(...warm), unit: 's' },
      ],
    },
  ]
}
