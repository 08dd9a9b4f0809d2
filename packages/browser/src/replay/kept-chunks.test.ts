import { expect, it } from 'vitest'
import type { Chunk } from './chunks.ts'
import { keepChunks } from './kept-chunks.ts'

const chunk = (startedAt: number, begins: boolean, pages: object[] = []): Chunk => ({
  head: {},
  pages,
  events: [`{"timestamp":${startedAt}}`],
  length: 1_000_000,
  begins,
  startedAt,
})

it('keeps what came since the last two snapshots, with the page that it is on', () => {
  const kept = keepChunks()
  kept.add(
    chunk(0, true, [
      { at: 0, path: '/a' },
      { at: 3, path: '/b' },
    ]),
  )
  kept.add(chunk(5, false))
  kept.renew()
  kept.add(chunk(60, true))
  kept.add(chunk(65, false))
  // Both parts are there: friction now still shows the minute before the last snapshot.
  kept.renew()
  const taken = kept.take()
  expect(taken.map(({ startedAt }) => startedAt)).toEqual([60, 65])
  expect(taken[0]?.pages).toEqual([{ at: 60, path: '/b' }])
  expect(kept.take()).toEqual([])
})

it('says when a page should not keep more', () => {
  const kept = keepChunks()
  for (let at = 0; at < 6; at++) kept.add(chunk(at, at === 0))
  expect(kept.isFull()).toBe(false)
  kept.add(chunk(7, false))
  expect(kept.isFull()).toBe(true)
})
