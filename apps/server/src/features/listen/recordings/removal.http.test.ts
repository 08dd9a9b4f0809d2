import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newDataDir, startTestApp, type TestApp } from '../../../testing/test-app.ts'
import { chunkOf, sendChunk } from './replay-test-chunks.ts'

const DAY = 86_400_000
const noon = Date.parse('2026-03-01T12:00:00Z')

describe('removal of recordings', () => {
  let dataDir: string
  let app: TestApp | undefined
  beforeEach(async () => {
    dataDir = await newDataDir()
  })
  afterEach(async () => {
    await app?.close()
    app = undefined
    await rm(dataDir, { recursive: true, force: true })
  })

  const start = async (now: number): Promise<TestApp> => {
    await app?.close()
    app = await startTestApp({ dataDir, clock: () => now, config: { recordingDays: 7 } })
    return app
  }
  const send = (to: TestApp, recordingId: string, at: number) =>
    sendChunk(to, chunkOf({ recordingId, sessionId: `s-${recordingId}`, chunk: 0, at, path: '/x' }))
  const blobs = async (): Promise<string[]> => {
    const folder = join(dataDir, 'blobs/recordings')
    const files = existsSync(folder) ? await readdir(folder, { recursive: true }) : []
    return files.filter((name) => name.endsWith('.br'))
  }
  const rowsOf = async (from: TestApp): Promise<string[]> => {
    const { rows } = await sql<{ id: string }>`SELECT id FROM recordings ORDER BY id`.execute(from.state)
    return rows.map(({ id }) => id)
  }

  /** What the job does takes a moment after the start. */
  const eventually = <T>(find: () => Promise<T>) => expect.poll(find, { timeout: 20_000 })

  it('takes those that are older than the setting says, and forgets them for good later', async () => {
    const first = await start(noon)
    expect((await send(first, 'recording-old', noon - 5 * DAY)).statusCode).toBe(200)
    expect((await send(first, 'recording-new', noon - DAY)).statusCode).toBe(200)
    expect((await send(first, 'recording-late', noon - 8 * DAY)).json()).toMatchObject({ field: 'events' })

    const second = await start(noon + 3 * DAY)
    await eventually(async () => (await blobs()).length).toBe(1)
    expect((await second.request('GET', '/api/v1/recordings/recording-old')).statusCode).toBe(404)
    expect((await second.request('GET', '/api/v1/recordings/recording-new')).statusCode).toBe(200)
    expect((await send(second, 'recording-old', noon + 3 * DAY)).statusCode).toBe(409)

    const third = await start(noon + 7 * DAY)
    await eventually(() => rowsOf(third)).toEqual(['recording-new'])
  })

  it('goes on at the next start where a process was killed after it had marked them', async () => {
    const first = await start(noon)
    await send(first, 'recording-killed', noon - DAY)
    await send(first, 'recording-kept', noon - DAY)
    await sql`UPDATE recordings SET removed_at = ${new Date(noon)} WHERE id = 'recording-killed'`.execute(
      first.state,
    )
    expect((await first.request('GET', '/api/v1/recordings/recording-killed')).statusCode).toBe(404)
    expect(await blobs()).toHaveLength(2)

    const second = await start(noon)
    await eventually(async () => (await blobs()).length).toBe(1)
    const keysLeft = async () => {
      const { rows } =
        await sql`SELECT 1 FROM recording_people WHERE recording_id = 'recording-killed'`.execute(
          second.state,
        )
      return rows.length
    }
    await eventually(keysLeft).toBe(0)
    expect((await second.request('GET', '/api/v1/recordings/recording-kept/events?chunk=0')).statusCode).toBe(
      200,
    )
  })

  it('a chunk whose request died between blob and row is stored when it is sent again', async () => {
    const first = await start(noon)
    await send(first, 'recording-half', noon - DAY)
    await sql`DELETE FROM recording_chunks`.execute(first.state)
    await sql`UPDATE recordings SET chunks = 0, bytes = 0`.execute(first.state)
    expect((await first.request('GET', '/api/v1/recordings')).json().recordings).toEqual([])
    expect((await send(first, 'recording-half', noon - DAY)).statusCode).toBe(200)
    expect((await first.request('GET', '/api/v1/recordings')).json().recordings).toHaveLength(1)
    expect(await blobs()).toHaveLength(1)
  })
})
