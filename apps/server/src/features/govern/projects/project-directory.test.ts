import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openProjectDirectory } from './project-directory.ts'
import type { StoredProject } from './project-store.ts'

const project = (name: string, writeKeys: readonly string[]): StoredProject => ({
  id: 'default',
  name,
  timezone: 'UTC',
  currency: 'EUR',
  identityRules: { joinByEmail: false, joinByPhone: false },
  createdAt: new Date(0),
  writeKeys,
})

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('answers from memory, and sees within seconds what another process changed', async () => {
  const all = vi.fn(async () => [project('Before', ['old'])])
  const directory = await openProjectDirectory({ all }, () => {})
  expect(directory.byWriteKey('old')?.name).toBe('Before')
  expect(directory.byWriteKey('new')).toBeUndefined()
  expect(all).toHaveBeenCalledTimes(1)

  all.mockResolvedValue([project('After', ['new', 'old'])])
  await vi.advanceTimersByTimeAsync(2_000)
  expect(directory.byWriteKey('new')?.name).toBe('After')
  expect(directory.byWriteKey('old')?.name).toBe('After')
  await directory.close()
})

it('goes on with what it knows while the store is away', async () => {
  const failures: unknown[] = []
  const all = vi.fn(async () => [project('Known', ['key'])])
  const directory = await openProjectDirectory({ all }, (error) => failures.push(error))
  all.mockRejectedValue(new Error('away'))
  await vi.advanceTimersByTimeAsync(4_000)
  expect(directory.byWriteKey('key')?.name).toBe('Known')
  expect(failures).toHaveLength(2)
  await directory.close()
})

it('is not set back by a slow reading that began before a change', async () => {
  const all = vi.fn(async () => [project('Before', ['key'])])
  const directory = await openProjectDirectory({ all }, () => {})
  const slow = Promise.withResolvers<StoredProject[]>()
  all.mockReturnValueOnce(slow.promise)
  const slowRefresh = directory.refresh()
  all.mockResolvedValue([project('After', ['key'])])
  await directory.refresh()
  slow.resolve([project('Before', ['key'])])
  await slowRefresh
  expect(directory.defaultProject().name).toBe('After')
  await directory.close()
})
