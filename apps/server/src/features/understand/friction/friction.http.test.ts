import type { FindingDetail, FrictionAnswer } from '@throughline/contract/friction'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { eventRow } from '../../../testing/event-rows.ts'
import { type FrictionTestServer, startFrictionTestServer } from '../../../testing/friction-server.ts'
import type { AnalysedFinding } from './analysis/analysis-result.ts'
import type { FindFriction, FrictionQuestion } from './analysis/friction-question.ts'
import { analysedFinding, analysisResult } from './finding-test-data.ts'

const DAY = 86_400_000
const range = 'from=2026-04-01T00:00:00Z&to=2026-05-01T00:00:00Z'

let server: FrictionTestServer
let now = Date.parse('2026-05-01T08:00:00Z')
let lastSeq = 0
let asked: FrictionQuestion[] = []
let segments: { id: string; name: string; changedAt: Date }[] = []
let find: FindFriction = async () => analysisResult([])

const answerWith = (...findings: readonly AnalysedFinding[]) => {
  find = async () => analysisResult(findings)
}

beforeAll(async () => {
  server = await startFrictionTestServer({
    clock: () => now,
    eventLog: { lastSeq: () => lastSeq },
    segments: { all: () => segments, membersBefore: async () => [] },
    findFriction: (question, signal) => {
      asked.push(question)
      return find(question, signal)
    },
  })
  return () => server.close()
})
afterEach(() => {
  asked = []
})

const list = async (query = range): Promise<FrictionAnswer> => {
  const answer = await server.request('GET', `/api/v1/friction?${query}`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}
const detail = async (id: string, query = range): Promise<FindingDetail> => {
  const answer = await server.request('GET', `/api/v1/friction/findings/${id}?${query}`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}
const patch = (id: string, body: object) => server.request('PATCH', `/api/v1/friction/findings/${id}`, body)
const eventAt = async (ts: number) => {
  await server.events.write([eventRow({ ts })])
  lastSeq++
}
/** Makes what is known of April out of date. */
const eventsCome = async () => {
  await eventAt(Date.UTC(2026, 3, 30))
  now += DAY / 24
}

describe('the list', () => {
  it('asks once about a period and answers what was found, most money first', async () => {
    const small = analysedFinding({
      signal: 'slow_lcp',
      moneyAtRisk: { estimate: 10, low: 5, high: 15, per: 'period' },
    })
    answerWith(small, analysedFinding())
    const answer = await list(`${range}&timezone=Europe/Berlin`)
    expect(asked).toEqual([
      {
        projectId: 'p',
        from: '2026-04-01T00:00:00.000Z',
        to: '2026-05-01T00:00:00.000Z',
        timezone: 'Europe/Berlin',
        currency: 'EUR',
        rates: {},
      },
    ])
    expect(answer).toMatchObject({
      status: 'ready',
      problem: null,
      currency: 'EUR',
      computedAt: '2026-05-01T08:00:00.000Z',
      sessions: 20_000,
      revenue: 54_000,
      withheld: [{ reason: 'too_few_sessions', count: 3 }],
    })
    expect(answer.findings.map(({ signal }) => signal)).toEqual(['rage_clicked', 'slow_lcp'])
    expect(answer.findings[0]).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{16}$/),
      state: 'new',
      mark: 'none',
      reason: null,
      owner: null,
      actions: [],
      evidence: { recordings: [], verbatims: [], vitals: {} },
    })
    await list(`${range}&timezone=Europe/Berlin`)
    expect(asked).toHaveLength(1)
  })

  it('looks again when events of the period came, and the finding keeps its id', async () => {
    answerWith(analysedFinding())
    const before = await list()
    await eventsCome()
    answerWith(analysedFinding({ who: {}, title: 'Shipping step fails', signal: 'dead_clicked' }))
    const after = await list()
    expect(asked).toHaveLength(2)
    expect(after.findings[0]).toMatchObject({ id: before.findings[0]?.id, title: 'Shipping step fails' })
    await eventAt(Date.UTC(2025, 0, 1))
    now += DAY / 24
    await list()
    expect(asked, 'what came was of another period').toHaveLength(2)
  })

  it('keeps what took long for a while, though events come', async () => {
    find = async () => {
      await new Promise((resolve) => setTimeout(resolve, 60))
      return analysisResult([])
    }
    const june = 'from=2026-06-01T00:00:00Z&to=2026-07-01T00:00:00Z'
    await list(june)
    await eventAt(Date.UTC(2026, 5, 2))
    now += 1000
    await list(june)
    expect(asked).toHaveLength(1)
    now += 600_000
    await list(june)
    expect(asked).toHaveLength(2)
  })

  it('runs while it answers the last result, two periods one after the other', async () => {
    await eventsCome()
    answerWith(analysedFinding())
    await list()
    await eventsCome()
    const gate = Promise.withResolvers<void>()
    let inWork = 0
    let most = 0
    find = async () => {
      most = Math.max(most, ++inWork)
      await gate.promise
      inWork--
      return analysisResult([])
    }
    asked = []
    const july = 'from=2026-07-01T00:00:00Z&to=2026-08-01T00:00:00Z'
    const [first, again, other] = await Promise.all([list(), list(), list(july)])
    expect(first).toMatchObject({ status: 'running', findings: [{ signal: 'rage_clicked' }] })
    expect(again.status).toBe('running')
    expect(other).toMatchObject({ status: 'running', findings: [], computedAt: null, currency: 'EUR' })
    expect(asked).toHaveLength(1)
    gate.resolve()
    await expect.poll(async () => (await list(july)).status).toBe('ready')
    expect(await list()).toMatchObject({ status: 'ready', findings: [] })
    expect(asked).toHaveLength(2)
    expect(most).toBe(1)
  })

  it('says in words that it failed, keeps the last result, and tries again later', async () => {
    await eventsCome()
    answerWith(analysedFinding())
    await list()
    await eventsCome()
    asked = []
    find = () => Promise.reject(new Error('secret table gone'))
    const failed = await list()
    expect(failed).toMatchObject({ status: 'failed', findings: [{ signal: 'rage_clicked' }] })
    expect(failed.problem).toMatch(/tried again/)
    expect(failed.problem).not.toMatch(/secret/)
    expect(server.logged()).toMatch(/secret table gone/)
    answerWith()
    expect((await list()).status).toBe('failed')
    expect(asked).toHaveLength(1)
    now += 31_000
    expect(await list()).toMatchObject({ status: 'ready', problem: null, findings: [] })
  })

  it('begins a run anew that a restart cut off', async () => {
    await eventsCome()
    let aborted = false
    find = (_question, signal) =>
      new Promise((_, reject) =>
        signal.addEventListener('abort', () => {
          aborted = true
          reject(signal.reason)
        }),
      )
    expect((await list()).status).toBe('running')
    await server.restart()
    expect(aborted).toBe(true)
    answerWith(analysedFinding())
    expect(await list()).toMatchObject({ status: 'ready', findings: [{ signal: 'rage_clicked' }] })
  })

  it('takes five years', async () => {
    answerWith()
    expect(await list('from=2021-05-01T00:00:00Z&to=2026-05-01T00:00:00Z')).toMatchObject({ status: 'ready' })
  })

  it.each([
    ['a range that ends before it begins', 'from=2026-05-01T00:00:00Z&to=2026-04-01T00:00:00Z', 'to'],
    ['no time', 'from=yesterday&to=2026-04-01T00:00:00Z', 'from'],
    ['more than five years', 'from=2021-04-01T00:00:00Z&to=2026-05-01T00:00:00Z', 'from'],
    ['a zone of another planet', `${range}&timezone=Mars/Base`, 'timezone'],
  ])('refuses %s', async (_case, query, field) => {
    const answer = await server.request('GET', `/api/v1/friction?${query}`)
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ code: 'invalid', field })
  })

  it('looks again when currencies are worth something else', async () => {
    answerWith()
    await list()
    asked = []
    const changed = await server.request('PATCH', '/api/v1/friction/settings', { rates: { USD: 0.9 } })
    expect(changed.statusCode, changed.body).toBe(200)
    await list()
    expect(asked).toMatchObject([{ rates: { USD: 0.9 } }])
  })

  it('looks again when a segment was made or changed', async () => {
    answerWith()
    await list()
    asked = []
    segments = [{ id: 's1', name: 'Regulars', changedAt: new Date(1) }]
    await list()
    await list()
    expect(asked).toHaveLength(1)
    segments = [{ id: 's1', name: 'Regulars', changedAt: new Date(2) }]
    await list()
    expect(asked).toHaveLength(2)
  })
})

describe('one finding', () => {
  let id = ''
  const freshFinding = async (element: string) => {
    await eventsCome()
    answerWith(analysedFinding({ where: { step: 'Shipping', path: '/checkout/shipping', element } }))
    const { findings } = await list()
    id = findings[0]?.id ?? ''
  }

  it('answers all about it', async () => {
    await freshFinding('#one')
    await server.request('POST', '/api/v1/releases', { version: '2.0', at: '2026-04-10T12:00:00Z' })
    const answer = await detail(id)
    expect(answer).toMatchObject({
      status: 'ready',
      currency: 'EUR',
      finding: { id, title: 'Shipping step fails with Safari' },
      naive: { money: 25_000 },
      funnel: [{ step: 'Payment' }],
      covariates: ['device.type'],
      recordings: [],
      verbatims: [],
      releases: [{ version: '2.0', before: 0, after: 400 }],
      history: [{ what: expect.stringMatching(/^Found first/), by: null }],
    })
  })

  it('is not there where no run gave the id, and is empty where the period does not have it', async () => {
    for (const [method, body] of [
      ['GET', undefined],
      ['PATCH', { mark: 'watched' }],
    ] as const) {
      const query = method === 'GET' ? `?${range}` : ''
      const answer = await server.request(method, `/api/v1/friction/findings/unknown${query}`, body)
      expect(answer.statusCode).toBe(404)
    }
    answerWith()
    const other = await detail(id, 'from=2026-02-01T00:00:00Z&to=2026-03-01T00:00:00Z')
    expect(other).toMatchObject({ status: 'ready', finding: null, funnel: [], history: [{}] })
  })

  it('takes what the team says, and keeps who said it', async () => {
    await freshFinding('#two')
    expect((await patch(id, { mark: 'watched', owner: ' Ada ' })).json()).toEqual({
      mark: 'watched',
      reason: null,
      owner: 'Ada',
    })
    expect((await patch(id, { mark: 'ignored', reason: 'Old browser' })).json()).toEqual({
      mark: 'ignored',
      reason: 'Old browser',
      owner: 'Ada',
    })
    expect((await patch(id, { owner: null })).json()).toEqual({
      mark: 'ignored',
      reason: 'Old browser',
      owner: null,
    })
    expect((await list()).findings[0]).toMatchObject({ id, mark: 'ignored', reason: 'Old browser' })
    expect((await patch(id, { mark: 'none' })).json()).toEqual({ mark: 'none', reason: null, owner: null })
    const { history } = await detail(id)
    expect(history.slice(1).map(({ what, by }) => `${by}: ${what}`)).toEqual([
      'Name of u1: Watched.',
      'Name of u1: Assigned to Ada.',
      'Name of u1: Ignored: Old browser',
      'Name of u1: No longer assigned.',
      'Name of u1: The mark was taken off.',
    ])
  })

  it.each([
    ['ignoring without a reason', { mark: 'ignored' }, 'reason'],
    ['a reason of spaces', { mark: 'ignored', reason: '  ' }, 'reason'],
    ['an owner of spaces', { owner: ' ' }, 'owner'],
    ['a mark that there is not', { mark: 'gone' }, 'mark'],
    ['a NUL', { owner: 'a\0b' }, 'owner'],
  ])('refuses %s', async (_case, body, field) => {
    const answer = await patch(id, body)
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ code: 'invalid', field })
  })

  it('refuses a change of nothing', async () => {
    expect((await patch(id, {})).statusCode).toBe(400)
  })

  it('is back, and its mark gone, when it is found again after it was marked as fixed', async () => {
    await freshFinding('#three')
    await patch(id, { mark: 'fixed' })
    await eventsCome()
    expect((await list()).findings[0]).toMatchObject({ id, mark: 'fixed', state: 'new' })

    now += 6 * DAY
    const may = 'from=2026-04-08T00:00:00Z&to=2026-05-08T00:00:00Z'
    const where = { step: 'Shipping', path: '/checkout/shipping', element: '#three' }
    const when = {
      ...analysedFinding().when,
      from: '2026-05-05T00:00:00.000Z',
      to: '2026-05-08T00:00:00.000Z',
    }
    answerWith(analysedFinding({ where, when }))
    expect((await list(may)).findings[0], 'a period that somebody opens changes no life').toMatchObject({
      id,
      mark: 'fixed',
    })
    await server.feature().runDue()
    expect((await list(may)).findings[0]).toMatchObject({ id, mark: 'none', state: 'back' })
    expect((await detail(id, may)).history.at(-1)).toMatchObject({
      what: 'Back since 2026-05-05, after it was marked as fixed.',
      by: null,
    })
  })

  it('survives a place that PostgreSQL cannot hold', async () => {
    await eventsCome()
    const where = { step: 'Ship\0ping', path: '/\ud800', element: null }
    answerWith(analysedFinding({ where, signal: 'event:a\0b', who: { country: '\0' } }))
    const first = await list()
    await eventsCome()
    const again = await list()
    expect(again.findings[0]?.id).toBe(first.findings[0]?.id)
    expect(again.findings[0]?.where).toEqual(where)
  })
})
