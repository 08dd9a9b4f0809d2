import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAnalytics } from './platform/analytics/open-analytics.ts'
import { sql } from './platform/analytics/sql.ts'
import { type ServerProcess, startServerProcess } from './testing/server-process.ts'

const settings = { THROUGHLINE_WRITE_KEY: 'full-key', THROUGHLINE_API_TOKEN: 'full-token' }
const headers = { authorization: `Basic ${Buffer.from('full-key:').toString('base64')}` }

const Stored = Type.Object({ message_id: Type.String() })

/** A file system of its own, small enough to fill. Needs the right to mount; undefined without it. */
function mountSmallDisk(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=900m', 'tmpfs', folder], { stdio: 'ignore' })
    return folder
  } catch {
    rmSync(folder, { recursive: true })
    return undefined
  }
}

const mounted = mountSmallDisk()
if (!mounted) console.warn('Skipped: a full disk needs the right to mount a small one (run as root).')

describe.skipIf(!mounted)('a full disk', () => {
  const disk = mounted ?? ''
  let server: ServerProcess

  beforeAll(async () => {
    server = await startServerProcess(disk, settings)
  })

  afterAll(() => {
    execFileSync('umount', [disk])
    rmSync(disk, { recursive: true })
  })

  const send = (messageIds: readonly string[]) =>
    fetch(`${server.url}/v1/batch`, {
      method: 'POST',
      headers,
      body: JSON.stringify({
        batch: messageIds.map((messageId) => ({ type: 'track', event: 'Sent', userId: 'u1', messageId })),
      }),
    })

  const fill = (leave: number) => {
    const { bavail, bsize } = statfsSync(disk)
    writeFileSync(join(disk, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - leave), 1))
  }

  /** The room on the disk is asked for once a second. */
  const until = async (status: number, id: string): Promise<Response> => {
    for (let attempt = 0; attempt < 100; attempt++) {
      const answer = await send([id])
      if (answer.status === status) return answer
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    throw new Error(`No answer ${status} in time.`)
  }

  it('is answered by 503 with Retry-After, keeps what was acknowledged, and recovers by itself', async () => {
    expect((await send(['before'])).status).toBe(200)

    fill(100_000)
    const refused = await until(503, 'refused')
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/)
    expect(refused.headers.get('content-type')).toContain('application/problem+json')
    expect(await refused.json()).toMatchObject({ code: 'unavailable' })

    rmSync(join(disk, 'filler'))
    await until(200, 'after')

    await server.end('SIGTERM')
    const analytics = await openAnalytics({ kind: 'embedded', dataDir: disk })
    const stored = await analytics.query(sql`SELECT message_id FROM events`, Stored, { name: 'test' })
    await analytics.close()
    const ids = stored.map((row) => row.message_id)
    expect(ids).toContain('before')
    expect(ids).toContain('after')
    expect(new Set(ids).size).toBe(ids.length)
  })
})
