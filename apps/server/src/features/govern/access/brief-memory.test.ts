import { expect, it, vi } from 'vitest'
import { briefMemory } from './brief-memory.ts'

it('asks once for those who ask within a second, and again after', async () => {
  let now = 0
  const find = vi.fn(async (key: string) => `${key} at ${now}`)
  const memory = briefMemory(find, () => now)

  expect(await Promise.all([memory.get('a'), memory.get('a')])).toEqual(['a at 0', 'a at 0'])
  now = 999
  expect(await memory.get('a')).toBe('a at 0')
  now = 1_000
  expect(await memory.get('a')).toBe('a at 1000')
  expect(find).toHaveBeenCalledTimes(2)
})

it('forgets at once when told to, and keeps no failure', async () => {
  const find = vi.fn(async () => 'known').mockRejectedValueOnce(new Error('store is away'))
  const memory = briefMemory(find, () => 0)

  await expect(memory.get('a')).rejects.toThrow('store is away')
  expect(await memory.get('a')).toBe('known')
  memory.clear()
  await memory.get('a')
  expect(find).toHaveBeenCalledTimes(3)
})
