import type { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { analyseFriction } from './analyse-friction.ts'
import { analyseInThreads } from './analyse-in-threads.ts'
import { daysFrom, frictionData, PERIOD_START } from './session-test-data.ts'
import { inSharedMemory } from './shared-memory.ts'
import { madeShop, type Planted, SHOP_DAYS } from './synthetic-shop.ts'

const period = daysFrom(PERIOD_START, SHOP_DAYS)
const planted = Array.from(
  { length: 6 },
  (_, index): Planted => ({
    signal: index % 2 === 0 ? 'dead_clicked' : 'error_shown',
    step: index % 2 === 0 ? 2 : 1,
    element: `#e${index}`,
    keeps: index / 8,
    meets: ({ phone }) => (phone ? 0.2 : 0.1),
  }),
)
const shop = frictionData(madeShop(3, 2000, planted).visits)

describe('an analysis in several threads', () => {
  it('answers what one alone does, however many they are', async () => {
    const alone = analyseFriction(shop, period)
    expect(alone.findings.length).toBeGreaterThan(1)
    for (const threads of [1, 2, 3]) {
      const together = await analyseInThreads(shop, period, threads)
      expect(JSON.stringify(together)).toBe(JSON.stringify(alone))
    }
  })

  it.each(['at once', 'while it judges'])('says that one of them ended (%s)', async (when) => {
    const end = (thread: Worker) => {
      if (when === 'at once') void thread.terminate()
      else thread.on('message', () => void thread.terminate())
    }
    process.on('worker', end)
    try {
      await expect(analyseInThreads(shop, period, 2)).rejects.toThrow('ended')
    } finally {
      process.off('worker', end)
    }
  })

  it('says what went wrong in one of them', async () => {
    const broken = { ...shop, sessions: { ...shop.sessions, person: new Int32Array() } }
    await expect(analyseInThreads(broken, period, 2)).rejects.toThrow('belongs to no person')
  })
})

describe('memory that threads share', () => {
  it('holds the same numbers, once each', () => {
    const numbers = Float64Array.of(1, Number.NaN, -3)
    const value = { a: numbers, b: [{ c: numbers }, Uint8Array.of(7), 'x', null, undefined, 5] }
    const shared = inSharedMemory(value)
    expect(shared).toEqual(value)
    expect(shared.a.buffer).toBeInstanceOf(SharedArrayBuffer)
    expect((shared.b[0] as { c: Float64Array }).c).toBe(shared.a)
  })
})
