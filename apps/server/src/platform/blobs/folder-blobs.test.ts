import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { folderBlobs } from './folder-blobs.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-blobs-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

it('gives back what was put, the last put first, and nothing where nothing was', async () => {
  const blobs = folderBlobs(folder)
  await blobs.put('recordings/default/r1/0', Buffer.from('first'))
  await blobs.put('recordings/default/r1/0', Buffer.from('second'))
  expect((await blobs.get('recordings/default/r1/0'))?.toString()).toBe('second')
  expect(await blobs.get('recordings/default/r1/1')).toBeUndefined()
  expect(await readdir(join(folder, 'recordings/default/r1'))).toEqual(['0'])
})

it('removes one, or all under a prefix of whole names', async () => {
  const blobs = folderBlobs(folder)
  for (const key of ['a/r1/0', 'a/r1/1', 'a/r10/0']) await blobs.put(key, Buffer.from(key))
  await blobs.remove('a/r1/0')
  expect(await blobs.get('a/r1/0')).toBeUndefined()
  expect(await blobs.get('a/r1/1')).toBeDefined()
  await blobs.removeAll('a/r1')
  expect(await blobs.get('a/r1/1')).toBeUndefined()
  expect(await blobs.get('a/r10/0')).toBeDefined()
  await blobs.removeAll('never/was')
})

it('takes no key that leads out of its folder', async () => {
  const blobs = folderBlobs(folder)
  for (const key of ['../out', 'a/../../out', '/etc/passwd', 'a//b', '', '.hidden', 'a/..', 'a\\b', 'a\0b'])
    await expect(blobs.put(key, Buffer.from('x'))).rejects.toThrow('is no key')
})

it('takes nothing where the disk is full, and says so', async () => {
  const blobs = folderBlobs(folder, async () => false)
  await expect(blobs.put('a', Buffer.from('x'))).rejects.toMatchObject({ code: 'unavailable' })
})
