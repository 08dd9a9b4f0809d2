import type { ReplayEvent } from '@throughline/contract/recordings'
import { expect, it } from 'vitest'
import { type LoadedChunk, loadChunks, missingChunks } from './load-chunks.ts'

const eventsOf = (chunk: number): ReplayEvent[] => [{ type: 5, timestamp: chunk, data: {} }]

async function all(loading: AsyncGenerator<LoadedChunk>): Promise<LoadedChunk[]> {
  const loaded: LoadedChunk[] = []
  for await (const chunk of loading) loaded.push(chunk)
  return loaded
}

it('gives the chunks in their order, whichever answers first, a few at a time', async () => {
  let running = 0
  let most = 0
  const loaded = await all(
    loadChunks(
      [0, 1, 2, 3, 4, 5, 6, 7],
      async (chunk) => {
        most = Math.max(most, ++running)
        for (let turn = 0; turn < 10 - chunk; turn += 1) await Promise.resolve()
        running -= 1
        return eventsOf(chunk)
      },
      new AbortController().signal,
    ),
  )
  expect(loaded.map(({ chunk }) => chunk)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  expect(most).toBe(4)
})

it('asks once more, then says which is missing and goes on', async () => {
  const asked: number[] = []
  const loaded = await all(
    loadChunks(
      [0, 1, 2],
      async (chunk) => {
        asked.push(chunk)
        if (chunk === 1) throw new Error('gone')
        return eventsOf(chunk)
      },
      new AbortController().signal,
    ),
  )
  expect(loaded[1]).toMatchObject({ chunk: 1, problem: new Error('gone') })
  expect(loaded[2]).toMatchObject({ chunk: 2, events: eventsOf(2) })
  expect(asked.filter((chunk) => chunk === 1)).toHaveLength(2)
})

it('stops when the viewer leaves', async () => {
  const stop = new AbortController()
  const loaded: number[] = []
  for await (const { chunk } of loadChunks([0, 1, 2, 3], async (one) => eventsOf(one), stop.signal)) {
    loaded.push(chunk)
    stop.abort()
  }
  expect(loaded).toEqual([0])
})

it('knows which never arrived', () => {
  expect(missingChunks([0, 1, 4])).toEqual([2, 3])
  expect(missingChunks([0, 1])).toEqual([])
  expect(missingChunks([])).toEqual([])
})
