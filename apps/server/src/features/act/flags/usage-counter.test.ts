import { expect, it } from 'vitest'
import { usageCounter } from './usage-counter.ts'
import type { EvaluationCount } from './usage-store.ts'

it('counts by day and variation, and loses nothing where the store does not answer', async () => {
  let now = Date.UTC(2026, 0, 1, 23, 59)
  let works = false
  const written: EvaluationCount[] = []
  const failures: unknown[] = []
  const counter = usageCounter(
    {
      add: async (counts) => {
        if (!works) throw new Error('The store is away.')
        written.push(...counts)
      },
    },
    () => now,
    (error) => failures.push(error),
  )
  const count = (variation: string) => counter.count('p', 'production', 'f', variation)
  count('on')
  count('on')
  await expect(counter.write()).rejects.toThrow('away')
  count('on')
  count('')
  now += 120_000
  count('on')
  works = true
  await counter.close()
  expect(written.map(({ day, variation, evaluations }) => [day, variation, evaluations]).sort()).toEqual([
    ['2026-01-01', '', 1],
    ['2026-01-01', 'on', 3],
    ['2026-01-02', 'on', 1],
  ])
  expect(failures).toEqual([])
})
