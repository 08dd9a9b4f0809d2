import type { FindingDetail, FrictionAnswer } from '@throughline/contract/friction'
import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import type { EventRow } from '../../../platform/events/event-row.ts'
import { personKey, profileIdOf } from '../../../platform/events/person-key.ts'
import { eventRow } from '../../../testing/event-rows.ts'
import { type FrictionTestServer, startFrictionTestServer } from '../../../testing/friction-server.ts'
import { analysedFinding, analysisResult } from './finding-test-data.ts'

const met = Date.UTC(2026, 3, 11, 12)
const range = 'from=2026-04-01T00:00:00Z&to=2026-05-01T00:00:00Z'
const keyOf = (visitor: string) => personKey('p', { kind: 'anonymous_id', value: visitor })
const visitors = ['v1', 'v2', 'v3', 'v4', 'v5', 'v6', 'v7', 'v8']
const affected = visitors.map((visitor, index) => ({
  session: `s${index + 1}`,
  profile: keyOf(visitor),
  at: met,
  left: index !== 1,
}))
const recording = (
  session: string,
  visitor: string | null,
  fromMs: number,
  toMs: number,
  id = `r-${session}`,
) => ({
  id,
  sessionId: session,
  profileId: visitor && profileIdOf(keyOf(visitor)),
  startedAt: new Date(met + fromMs),
  endedAt: new Date(met + toMs),
  device: 'mobile',
  browser: 'Safari',
})
const said = (visitor: string, more: Partial<EventRow>, properties: object) =>
  eventRow({ anonymous_id: visitor, ts: met + 1000, ...more, properties: JSON.stringify(properties) })

let server: FrictionTestServer
const asked: string[][] = []
const dropped: string[] = []

beforeAll(async () => {
  server = await startFrictionTestServer({
    clock: () => Date.parse('2026-05-01T08:00:00Z'),
    findFriction: async () => analysisResult([analysedFinding({ affected })]),
    blobs: {
      put: async () => {},
      get: async () => undefined,
      remove: async () => {},
      removeAll: async (prefix) => void dropped.push(prefix),
    },
    recordings: {
      async ofSessions(_project, sessions) {
        asked.push([...sessions])
        return [
          recording('s1', 'v1', -600_000, -60_000, 'first-tab'),
          recording('s1', 'v1', -30_000, 60_000),
          recording('s2', 'v2', 2000, 60_000),
          recording('s3', 'somebody-else', -1000, 1000),
          recording('s4', null, -1000, 1000),
          ...['s5', 's6', 's7', 's8'].map((session, index) =>
            recording(session, `v${index + 5}`, -5000, 1000),
          ),
        ].filter(({ sessionId }) => sessions.includes(sessionId))
      },
    },
  })
  const shipping = { path: '/checkout/shipping' }
  await server.events.write([
    said('v1', { event: 'Survey Answered' }, { metric: 'ces', score: 2, comment: 'The button is dead' }),
    said(
      'v2',
      { event: 'Review Received', ts: met + 6 * 86_400_000 },
      { rating: 1, text: 'Could not order' },
    ),
    said('v4', { event: 'Survey Answered' }, { metric: 'NPS', score: 7, comment: 'It went well' }),
    said('v3', { event: 'Review Received', ts: met - 1000 }, { rating: 5, text: 'Said before' }),
    said('b1', { event: 'Survey Answered', ...shipping }, { score: 9, comment: 'Works for me' }),
    said('b2', { event: 'Survey Answered', ...shipping }, { metric: 'csat', score: 2, comment: 'Dear' }),
    said('v1', { event: 'Request Failed', session_id: 's1', ...shipping }, { url: '/api/rates', status: 0 }),
    ...Array.from({ length: 10 }, (_, index) =>
      said(
        'v1',
        { event: 'Web Vital Measured', session_id: 's1', ...shipping },
        { metric: 'INP', value: 700, view_id: `w${index}`, path: '/checkout/shipping' },
      ),
    ),
  ])
  return () => server.close()
})

const list = async (): Promise<FrictionAnswer> =>
  (await server.request('GET', `/api/v1/friction?${range}`)).json()
const detail = async (): Promise<FindingDetail> => {
  const { findings } = await list()
  const answer = await server.request('GET', `/api/v1/friction/findings/${findings[0]?.id}?${range}`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}

it('the list names recordings alone, by one look-up, until a finding is opened', async () => {
  const { findings } = await list()
  expect(findings[0]?.evidence).toEqual({
    recordings: ['s1', 's2', 's4', 's5', 's6'],
    verbatims: [],
    vitals: {},
  })
  expect(asked).toHaveLength(1)
})

it('a finding has the five most telling recordings at the moment, of the same person', async () => {
  const { recordings } = await detail()
  expect(recordings.map(({ recordingId, offsetMs }) => [recordingId, offsetMs])).toEqual([
    ['r-s1', 30_000],
    ['r-s2', 0],
    ['r-s4', 1000],
    ['r-s5', 5000],
    ['r-s6', 5000],
  ])
  expect(recordings[0]).toEqual({
    recordingId: 'r-s1',
    sessionId: 's1',
    profileId: profileIdOf(keyOf('v1')),
    at: new Date(met).toISOString(),
    offsetMs: 30_000,
    summary: 'mobile, Safari: went no further',
  })
  expect(recordings[1]?.summary).toBe('mobile, Safari: got through in the end')
})

it('and what they said, waited for and were refused', async () => {
  const { verbatims, vitals, requests, finding } = await detail()
  expect(verbatims.map(({ text, score, metric, afterMs }) => [text, score, metric, afterMs])).toEqual([
    ['The button is dead', 2, 'ces', 1000],
    ['Could not order', 1, 'rating', 6 * 86_400_000],
    ['Dear', 2, 'csat', null],
    ['It went well', 7, 'nps', 1000],
    ['Works for me', 9, null, null],
  ])
  expect(verbatims[1]?.profileId).toBe(profileIdOf(keyOf('v2')))
  expect(vitals).toEqual([{ metric: 'INP', affected: 700, others: null }])
  expect(requests).toEqual([{ url: '/api/rates', status: 'no answer', sessions: 1 }])
  expect(finding?.evidence.vitals).toEqual({ INP: 700 })
  expect((await list()).findings[0]?.evidence).toMatchObject({
    verbatims: ['The button is dead', 'Could not order', 'Dear', 'It went well', 'Works for me'],
    vitals: { INP: 700 },
  })
})

it('people who are forgotten are in nothing that is kept', async () => {
  const kept = async () => {
    const { rows } = await sql`SELECT (SELECT string_agg(result || people::text, '') FROM friction_results)
      || (SELECT string_agg(sessions, '') FROM friction_findings) AS text`.execute(server.state)
    return JSON.stringify(rows)
  }
  expect(await kept()).toContain(keyOf('v1'))
  await server.feature().api.forget('p', [keyOf('v1'), keyOf('v2'), '7'])
  expect(await kept()).not.toContain(keyOf('v1'))
  expect(dropped, 'the rows of the last reading').toHaveLength(1)
  expect(await kept()).not.toMatch(/"s[12]"/)
  expect(await kept()).toContain(keyOf('v3'))
  const { findings } = await list()
  expect(findings[0]?.evidence).toMatchObject({ recordings: ['s4', 's5', 's6', 's7', 's8'], verbatims: [] })
  expect(findings[0]?.sessions.affected, 'figures stay').toBe(812)
})
