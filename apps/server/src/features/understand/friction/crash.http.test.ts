import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { FrictionAnswer } from '@throughline/contract/friction'
import { type KyselyPlugin, sql } from 'kysely'
import { expect, it } from 'vitest'
import { startFrictionTestServer } from '../../../testing/friction-server.ts'
import { startServerProcess } from '../../../testing/server-process.ts'
import { type ReceivedCall, startWebhookReceiver } from './alert-test-servers.ts'
import { analysedFinding, analysisResult } from './finding-test-data.ts'

const SESSIONS = 700
const DAY = 86_400_000
const start = Date.UTC(2026, 3, 1)
const settings = { THROUGHLINE_WRITE_KEY: 'crash-key', THROUGHLINE_API_TOKEN: 'crash-token' }
const april = 'from=2026-04-01T00:00:00Z&to=2026-05-01T00:00:00Z'

it('a server that is killed while it searches answers the same question afterwards, and no finding stands twice', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'throughline-friction-crash-'))
  let server = await startServerProcess(dataDir, settings)
  try {
    await collectVisits(server.url)
    const cutOff = ask(server.url).catch(() => undefined)
    await setTimeout(150)
    await server.end('SIGKILL')
    expect(await cutOff, 'it was killed before it could answer').toBeUndefined()
    server = await startServerProcess(dataDir, settings)
    const answered = await ready(server.url)
    expect(answered.sessions).toBe(SESSIONS)
    expect(answered.findings.map(({ where }) => where.element)).toEqual(['#pay'])
    const shorter = await ready(server.url, april.replace('05-01', '04-30'))
    expect(shorter.findings.map(({ id }) => id)).toEqual(answered.findings.map(({ id }) => id))
    expect(await server.end('SIGTERM')).toBe(0)
  } finally {
    await server.end('SIGKILL')
    rmSync(dataDir, { recursive: true, force: true })
  }
})

it('a daily run that dies after any of its writes leaves no finding, line or alert that stands twice', async () => {
  const hook = await startWebhookReceiver()
  const deliveries = () => hook.received.map(({ body }) => (body as { delivery: string }).delivery)
  let now = Date.parse('2026-05-01T08:20:00Z')
  const server = await startFrictionTestServer({
    clock: () => now,
    eventLog: { lastSeq: () => 1 },
    findFriction: async () => analysisResult([analysedFinding()]),
  })
  try {
    let died = true
    for (let writes = 1; died; writes++) {
      await server.empty()
      ;(hook.received as ReceivedCall[]).length = 0
      await server.request('PATCH', '/api/v1/friction/settings', {
        webhookUrl: `http://127.0.0.1:${hook.port}/hook`,
      })
      const mortal = dyingAfter(writes)
      await server.restart({ state: server.state.withPlugin(mortal.plugin) })
      await server.feature().runDue()
      died = mortal.isDead()
      now += 60_000
      await server.restart({ state: server.state })
      await server.feature().runDue()
      const { rows } = await sql<Record<string, string>>`SELECT
        (SELECT count(*) FROM friction_findings) AS findings,
        (SELECT count(*) FROM friction_alerts) AS alerts,
        (SELECT count(*) FROM friction_alerts WHERE outcome = 'delivered') AS delivered,
        (SELECT count(*) FROM friction_daily_runs) AS runs,
        (SELECT count(*) - count(DISTINCT what) FROM friction_history) AS repeated`.execute(server.state)
      const found = Object.fromEntries(
        Object.entries(rows[0] ?? {}).map(([name, count]) => [name, Number(count)]),
      )
      expect(found, `killed after ${writes} writes`).toEqual({
        findings: 1,
        alerts: 1,
        delivered: 1,
        runs: 1,
        repeated: 0,
      })
      // Killed between telling and noting it, it is told again, with the same delivery: a receiver can tell.
      expect(new Set(deliveries()).size).toBe(1)
      expect(deliveries().length).toBeLessThanOrEqual(2)
      expect(writes).toBeLessThan(40)
    }
  } finally {
    await server.close()
    await hook.stop()
  }
})

/** All that a process would still have asked of its store after so many writes fails. */
function dyingAfter(writes: number): { plugin: KyselyPlugin; isDead(): boolean } {
  let left = writes
  const gone = () => new Error('The process is gone.')
  return {
    isDead: () => left <= 0,
    plugin: {
      transformQuery({ node }) {
        if (left <= 0) throw gone()
        return node
      },
      async transformResult({ result }) {
        if (result.numAffectedRows !== undefined && --left <= 0) throw gone()
        return result
      },
    },
  }
}

async function ask(url: string, period = april): Promise<FrictionAnswer> {
  const answer = await fetch(`${url}/api/v1/friction?${period}`, {
    headers: { authorization: `Bearer ${settings.THROUGHLINE_API_TOKEN}` },
  })
  expect(answer.status).toBe(200)
  return (await answer.json()) as FrictionAnswer
}

async function ready(url: string, period = april): Promise<FrictionAnswer> {
  for (;;) {
    const answer = await ask(url, period)
    if (answer.status !== 'running') return answer
    await setTimeout(100)
  }
}

/** Of those who come to the checkout four in ten find a dead button there, and most of them leave. */
async function collectVisits(url: string): Promise<void> {
  const batch = Array.from({ length: SESSIONS }, (_, visit) => {
    const at = start + (visit / SESSIONS) * 28 * DAY
    const dead = visit % 5 < 2
    const message = (
      type: 'page' | 'track',
      seconds: number,
      path: string,
      event: string,
      properties = {},
    ) => ({
      type,
      messageId: `${visit}-${seconds}`,
      anonymousId: `a${visit}`,
      timestamp: new Date(at + seconds * 1000).toISOString(),
      ...(type === 'track' && { event }),
      properties: { path, ...properties },
      context: { sessionId: `s${visit}`, page: { path } },
    })
    const price = { price: 50, value: 50, currency: 'EUR' }
    const ordered = visit % 10 < (dead ? 1 : 8) || visit % 7 === 0
    return [
      message('page', 0, '/', ''),
      message('track', 10, '/product', 'Product Viewed', price),
      message('page', 20, '/checkout', ''),
      message('track', 30, '/checkout', 'Checkout Started', price),
      ...(dead ? [message('track', 40, '/checkout', 'Dead Clicked', { element: '#pay' })] : []),
      ...(ordered
        ? [message('track', 50, '/thanks', 'Order Completed', { revenue: 50, currency: 'EUR' })]
        : []),
    ]
  }).flat()
  const authorization = `Basic ${Buffer.from(`${settings.THROUGHLINE_WRITE_KEY}:`).toString('base64')}`
  for (let at = 0; at < batch.length; at += 500) {
    const body = JSON.stringify({ batch: batch.slice(at, at + 500) })
    const answer = await fetch(`${url}/v1/batch`, { method: 'POST', headers: { authorization }, body })
    expect(answer.status).toBe(200)
  }
}
