import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Type } from 'typebox'
import { afterAll, describe, expect, it } from 'vitest'
import { openAnalytics } from './platform/analytics/open-analytics.ts'
import { sql } from './platform/analytics/sql.ts'
import { startServerProcess } from './testing/server-process.ts'

const settings = { THROUGHLINE_WRITE_KEY: 'durable-key', THROUGHLINE_API_TOKEN: 'durable-token' }
const authorization = `Basic ${Buffer.from('durable-key:').toString('base64')}`

const Stored = Type.Object({ message_id: Type.String(), copies: Type.String() })

/** Sends batches from several clients until the server is gone; gives the ids of all batches that it acknowledged. */
async function sendUntilGone(url: string, round: number, onBatch: (sent: number) => void): Promise<Batches> {
  const acknowledged: string[][] = []
  const unanswered: string[][] = []
  let sent = 0
  const client = async (name: number) => {
    for (let batch = 0; ; batch++) {
      const ids = Array.from({ length: 50 }, (_, n) => `r${round}-c${name}-b${batch}-${n}`)
      try {
        const ok = await send(url, ids)
        ;(ok ? acknowledged : unanswered).push(ids)
      } catch {
        unanswered.push(ids)
        return
      }
      onBatch(++sent)
    }
  }
  await Promise.all(Array.from({ length: 8 }, (_, name) => client(name)))
  return { acknowledged: acknowledged.flat(), unanswered: unanswered.flat() }
}

interface Batches {
  readonly acknowledged: string[]
  readonly unanswered: string[]
}

async function send(url: string, ids: readonly string[]): Promise<boolean> {
  const batch = ids.map((messageId, n) => ({
    type: 'track',
    event: 'Sent',
    messageId,
    userId: `u${n}`,
    // Two months, so that one insert spans two partitions, which the engine writes one after the other.
    timestamp: n % 2 ? '2026-01-15T12:00:00Z' : '2026-02-15T12:00:00Z',
  }))
  const answer = await fetch(`${url}/v1/batch`, {
    method: 'POST',
    headers: { authorization },
    body: JSON.stringify({ batch }),
  })
  return answer.status === 200
}

async function storedIds(dataDir: string) {
  const analytics = await openAnalytics({ kind: 'embedded', dataDir })
  const rows = await analytics.query(
    sql`SELECT message_id, count() AS copies FROM events GROUP BY message_id`,
    Stored,
    { name: 'test' },
  )
  await analytics.close()
  return rows
}

describe('a server that is killed under load', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'throughline-durability-'))
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

  it('has lost nothing that it acknowledged, and counts what is sent again once', async () => {
    const acknowledged: string[] = []
    const unanswered: string[] = []
    for (let round = 0; round < 3; round++) {
      const server = await startServerProcess(dataDir, settings)
      expect(server.url, server.stderr()).not.toBe('')
      const { promise: busy, resolve } = Promise.withResolvers<void>()
      const sending = sendUntilGone(server.url, round, (sent) => {
        if (sent === 40 + round * 7) resolve()
      })
      await busy
      await server.end('SIGKILL')
      const batches = await sending
      acknowledged.push(...batches.acknowledged)
      unanswered.push(...batches.unanswered)
    }
    expect(acknowledged.length).toBeGreaterThan(5_000)

    const afterKills = new Map(
      (await storedIds(dataDir)).map(({ message_id, copies }) => [message_id, copies]),
    )
    expect(acknowledged.filter((id) => afterKills.get(id) !== '1')).toEqual([])

    const again = await startServerProcess(dataDir, settings)
    const everything = [...acknowledged, ...unanswered]
    for (let at = 0; at < everything.length; at += 500) {
      expect(await send(again.url, everything.slice(at, at + 500))).toBe(true)
    }
    expect(await again.end('SIGTERM')).toBe(0)

    const stored = await storedIds(dataDir)
    expect(stored.filter(({ copies }) => copies !== '1')).toEqual([])
    expect(stored.length).toBe(everything.length)
  })
})
