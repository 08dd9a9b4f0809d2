import type { FastifyBaseLogger } from 'fastify'
import { expect, it } from 'vitest'
import { type SampleShopDependencies, sampleShopService } from './sample-shop-service.ts'

// A rejection that nobody hears ends the process: here, the test run.
it('outlives a store that can’t even note that loading failed', async () => {
  const told: string[] = []
  let saves = 0
  const store: SampleShopDependencies['store'] = {
    find: async () => undefined,
    save: async () => {
      if (saves++ > 0) throw new Error('The store is away.')
    },
    unfinished: async () => [],
  }
  const shop = sampleShopService({
    store,
    eventLog: { append: async () => 0 },
    collection: {} as SampleShopDependencies['collection'],
    // No shop can be made up for a day that is none.
    clock: () => Number.NaN,
    logger: { error: (_details: object, text: string) => told.push(text) } as unknown as FastifyBaseLogger,
  })
  await shop.load('p')
  await shop.close()
  expect(told).toEqual(['The sample shop could not be loaded.', 'A failed sample shop could not be noted.'])
  expect(await shop.get('p')).toMatchObject({ status: 'absent' })
})
