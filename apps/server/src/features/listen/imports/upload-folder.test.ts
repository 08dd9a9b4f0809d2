import { mkdtemp, readFile, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { diskRoom } from '../../../platform/disk-room.ts'
import { uploadFolder } from './upload-folder.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-uploads-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const content = () => Readable.from([Buffer.from('0123456789')])

it('asks for the room that the rest of a file takes, and takes none of it where there is not as much', async () => {
  const asked: number[] = []
  const uploads = uploadFolder(folder, async (bytes = 0) => {
    asked.push(bytes)
    return bytes <= 20
  })
  await uploads.append('a', content(), 20)
  await uploads.append('a', content(), 20)
  expect(asked).toEqual([20, 10])
  expect(await readFile(uploads.pathOf('a'), 'utf8')).toBe('01234567890123456789')
  await expect(uploads.append('b', content(), 21)).rejects.toMatchObject({ code: 'unavailable' })
  expect(await uploads.sizeOf('b')).toBe(0)
})

it('is told by the disk of the data folder, which keeps some free for the stores', async () => {
  const { bavail, bsize } = await statfs(folder)
  const half = Math.floor((bavail * bsize) / 2)
  const hasRoom = diskRoom(folder, () => 0, half)
  expect(await hasRoom()).toBe(true)
  expect(await hasRoom(Math.floor(half / 2))).toBe(true)
  expect(await hasRoom(half * 2)).toBe(false)
})
