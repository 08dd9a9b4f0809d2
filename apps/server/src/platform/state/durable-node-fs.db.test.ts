import { fsyncSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { afterAll, expect, it, vi } from 'vitest'
import { DurableNodeFs } from './durable-node-fs.ts'
import { startParams } from './start-params.ts'

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>()
  return { ...fs, fsyncSync: vi.fn(fs.fsyncSync) }
})

const folder = mkdtempSync(join(tmpdir(), 'throughline-fsync-'))
afterAll(() => rmSync(folder, { recursive: true }))

it('asks the disk at every commit, and not for a read', async () => {
  const database = await PGlite.create({ fs: new DurableNodeFs(folder), startParams })
  await database.exec('CREATE TABLE t (a int)')
  const synced = () => vi.mocked(fsyncSync).mock.calls.length

  for (let n = 0; n < 5; n++) {
    const before = synced()
    await database.query('INSERT INTO t VALUES ($1)', [n])
    expect(synced()).toBeGreaterThan(before)
  }
  const before = synced()
  await database.query('SELECT * FROM t')
  expect(synced()).toBe(before)
  await database.close()
})
