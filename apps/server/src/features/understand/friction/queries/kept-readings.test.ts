import { beforeEach, expect, it } from 'vitest'
import type { Blobs } from '../../../../platform/blobs/blobs.ts'
import { keptReadings } from './kept-readings.ts'

const period = { range: { from: '2026-10-01T00:00:00Z', to: '2026-10-31T00:00:00Z' }, events: 200_000 }
const reading = {
  range: period.range,
  basis: 'b',
  links: BigUint64Array.of(1n, 2n ** 64n - 1n),
  orders: [{ session: 's', profile: '1', currency: 'EUR', total: 12.5, orders: 1 }],
}

let files: Map<string, Buffer>
let failures: unknown[]
let putting: () => Promise<void> | void
let readings: ReturnType<typeof keptReadings>
let lastSeq: number
beforeEach(() => {
  files = new Map()
  failures = []
  putting = () => {}
  lastSeq = 7
  const blobs: Blobs = {
    async put(key, content) {
      await putting()
      files.set(key, Buffer.from(content))
    },
    get: async (key) => files.get(key),
    remove: async (key) => void files.delete(key),
    async removeAll(prefix) {
      for (const key of files.keys()) if (key.startsWith(`${prefix}/`)) files.delete(key)
    },
  }
  const onFailure = (error: unknown) => void failures.push(error)
  readings = keptReadings({ blobs, log: { lastSeq: () => lastSeq }, onFailure })
})

const begin = (projectId = 'p') => {
  const begun = readings.begin(projectId, period)
  if (!begun) throw new Error('It is not kept.')
  return begun
}
const keep = (projectId = 'p') =>
  begin(projectId).keep({ ...reading, trails: [Buffer.from('some '), Buffer.from('rows')] })

it('gives the next reading what was kept, with the number of the log that it began at', async () => {
  const begun = begin()
  lastSeq = 9
  await begun.keep({ ...reading, trails: [Buffer.from('some '), Buffer.from('rows')] })
  expect(await begin().earlier()).toMatchObject({ ...reading, seq: 7, trails: [Buffer.from('some rows')] })
  expect(await begin('another').earlier()).toBeUndefined()
})

it('keeps large readings of the trailing month alone', () => {
  const week = { from: '2026-10-24T00:00:00Z', to: period.range.to }
  const daily = { from: '2026-10-01T00:00:00Z', to: '2026-10-31T21:00:00Z' }
  const isKept = (changed: Partial<typeof period>) =>
    readings.begin('p', { ...period, ...changed }) !== undefined
  expect([{}, { range: daily }, { range: week }, { events: 199_999 }].map(isKept)).toEqual([
    true,
    true,
    false,
    false,
  ])
})

it.each<[string, (bytes: Buffer) => Buffer]>([
  [
    'one bit of it',
    (bytes) => Buffer.from(bytes.map((byte, at) => (at === bytes.length - 9 ? byte ^ 4 : byte))),
  ],
  ['its end', (bytes) => bytes.subarray(0, -1)],
  ['nearly all', () => Buffer.from('abc')],
])('gives nothing where %s is broken or missing, and says so', async (_, harm) => {
  await keep()
  for (const [key, bytes] of files) files.set(key, harm(bytes))
  expect(await begin().earlier()).toBeUndefined()
  expect(failures).toHaveLength(1)
})

it('gives nothing of a log that was longer than this one', async () => {
  await keep()
  lastSeq = 6
  expect(await begin().earlier()).toBeUndefined()
})

it('drops what was kept of a project where somebody is forgotten, and nothing else', async () => {
  await keep('p')
  await keep('another')
  await readings.forget('p')
  expect(await begin('p').earlier()).toBeUndefined()
  expect(await begin('another').earlier()).toBeDefined()
})

it('keeps nothing of a reading that somebody was forgotten during, up to its last moment', async () => {
  const begun = begin()
  await readings.forget('p')
  await begun.keep({ ...reading, trails: [] })
  expect(files.size).toBe(0)
  putting = () => readings.forget('p')
  await keep()
  expect(files.size).toBe(0)
})

it('goes on where the disk is full', async () => {
  putting = () => Promise.reject(new Error('full'))
  await keep()
  expect(failures).toEqual([new Error('full')])
})
