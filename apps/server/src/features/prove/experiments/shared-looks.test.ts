import { expect, it } from 'vitest'
import { sharedLooks } from './shared-looks.ts'

it('looks once for all who ask meanwhile, and anew for those who ask later', async () => {
  const shared = sharedLooks<number>()
  let looks = 0
  const look = async () => ++looks
  expect(await Promise.all([shared('a', look), shared('a', look), shared('b', look)])).toEqual([1, 1, 2])
  expect(await shared('a', look)).toBe(3)
})

it('tells all who ask meanwhile that it failed, and tries anew afterwards', async () => {
  const shared = sharedLooks<number>()
  const failing = () => Promise.reject(new Error('no store'))
  const [one, other] = await Promise.allSettled([shared('a', failing), shared('a', failing)])
  expect([one?.status, other?.status]).toEqual(['rejected', 'rejected'])
  expect(await shared('a', async () => 1)).toBe(1)
})
