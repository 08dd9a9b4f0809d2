import type { FindingDetail } from '@throughline/contract/friction'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { eventRow } from '../../../testing/event-rows.ts'
import { type FrictionTestServer, startFrictionTestServer } from '../../../testing/friction-server.ts'
import {
  type ReceivedCall,
  type ReceivedMail,
  startMailReceiver,
  startWebhookReceiver,
  type TestReceiver,
} from './alert-test-servers.ts'
import type { AnalysedFinding } from './analysis/analysis-result.ts'
import type { FindFriction, FrictionQuestion } from './analysis/friction-question.ts'
import { analysedFinding, analysisResult } from './finding-test-data.ts'

const [MINUTE, DAY] = [60_000, 86_400_000]
const login = { user: 'post', password: 'p@ss/wörd' }

let server: FrictionTestServer
let hook: Awaited<ReturnType<typeof startWebhookReceiver>>
let post: TestReceiver<ReceivedMail>
let now = 0
let asked: FrictionQuestion[] = []
let find: FindFriction = async () => analysisResult([])
const calls = () => hook.received.map(({ body }) => body as { delivery: string; finding: { title: string } })

beforeAll(async () => {
  hook = await startWebhookReceiver()
  post = await startMailReceiver(login)
  const password = encodeURIComponent(login.password)
  server = await startFrictionTestServer({
    clock: () => now,
    eventLog: { lastSeq: () => 1 },
    findFriction: (question, signal) => {
      asked.push(question)
      return find(question, signal)
    },
    smtp: {
      url: `smtp://${login.user}:${password}@127.0.0.1:${post.port}`,
      from: 'Throughline <cx@shop.example>',
    },
  })
})
afterAll(async () => {
  await server.close()
  await hook.stop()
  await post.stop()
})

beforeEach(async () => {
  now = Date.parse('2026-05-01T08:20:00Z')
  asked = []
  hook.answer = { status: 204 }
  ;(hook.received as ReceivedCall[]).length = 0
  ;(post.received as ReceivedMail[]).length = 0
  await server.empty()
  await settings({ webhookUrl: `http://127.0.0.1:${hook.port}/secret-path`, emails: ['ada@shop.example'] })
})

const settings = async (change: object) => {
  const answer = await server.request('PATCH', '/api/v1/friction/settings', change)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}
/** Found by the run of `now`, since 10 April. */
const found = (said: Partial<AnalysedFinding> = {}) => {
  const to = new Date(now - (now % (60 * MINUTE))).toISOString()
  const finding = analysedFinding(said)
  return { ...finding, when: { ...finding.when, to, ...(said.when && { from: said.when.from }) } }
}
const daily = async (...findings: readonly AnalysedFinding[]) => {
  find = async () => analysisResult(findings)
  await server.feature().runDue()
}
/** The page of the finding that the last daily run found first. */
const page = async (): Promise<FindingDetail> => {
  const { from = '', to = '' } = asked.at(-1) ?? {}
  const period = `from=${from}&to=${to}&timezone=Europe/Berlin`
  const list = (await server.request('GET', `/api/v1/friction?${period}`)).json()
  return (await server.request('GET', `/api/v1/friction/findings/${list.findings[0].id}?${period}`)).json()
}

describe('the daily run', () => {
  it('looks at the last 30 days of the project’s zone, once a day', async () => {
    await daily()
    expect(asked).toMatchObject([
      { from: '2026-03-31T22:00:00.000Z', to: '2026-05-01T08:00:00.000Z', timezone: 'Europe/Berlin' },
    ])
    now += DAY / 2
    await daily()
    expect(asked).toHaveLength(1)
    now += DAY / 2
    await server.restart()
    await daily()
    expect(asked).toHaveLength(2)
  })

  it('is tried again an hour after it failed', async () => {
    find = () => Promise.reject(new Error('no'))
    await server.feature().runDue()
    await server.feature().runDue()
    expect(asked).toHaveLength(1)
    now += 61 * MINUTE
    await daily()
    expect(asked).toHaveLength(2)
    await daily()
    expect(asked).toHaveLength(2)
  })

  it('does not look where no event ever came', async () => {
    await server.restart({ eventLog: { lastSeq: () => 0 } })
    await daily()
    expect(asked).toHaveLength(0)
  })

  it('follows what a finding costs, and what becomes of it when it is missed', async () => {
    const costing = (estimate: number) =>
      found({ moneyAtRisk: { estimate, low: estimate * 0.9, high: estimate * 1.1, per: 'period' } })
    await daily(costing(10_000))
    expect((await page()).finding?.state).toBe('new')
    for (const estimate of [12_000, 24_000]) {
      now += 4 * DAY
      await daily(costing(estimate))
    }
    const { finding } = await page()
    expect(finding?.state).toBe('worse')

    const id = finding?.id ?? ''
    const history = async () =>
      (
        await server.request(
          'GET',
          `/api/v1/friction/findings/${id}?from=2026-05-01T00:00:00Z&to=2026-05-02T00:00:00Z`,
        )
      )
        .json<FindingDetail>()
        .history.map(({ what }) => what)
    now += DAY
    await daily()
    now += 2 * DAY
    await daily()
    expect(await history(), 'nobody came to the place').not.toContainEqual(expect.stringMatching(/No longer/))

    await server.events.write(
      Array.from({ length: 75 }, (_, index) =>
        eventRow({
          ts: now + DAY * (index % 5),
          anonymous_id: `v${index}`,
          session_id: `s${index}`,
          path: '/checkout/shipping',
          browser: 'Safari',
        }),
      ),
    )
    now += 3 * DAY
    await daily()
    now += 2 * DAY
    await daily()
    expect(await history()).toContainEqual(expect.stringMatching(/^No longer found since 2026-05-15/))
  })
})

describe('an alert', () => {
  it('tells a new expensive finding once, by webhook and by mail', async () => {
    await daily(found())
    expect(hook.received).toMatchObject([
      {
        path: '/secret-path',
        headers: { 'content-type': 'application/json' },
        body: {
          type: 'friction.found',
          project: { id: 'p', name: 'Test shop' },
          finding: {
            title: 'Shipping step fails with Safari',
            state: 'new',
            currency: 'EUR',
            sessions: 812,
            url: expect.stringMatching(/^https:\/\/cx\.example\.com\/friction\/[0-9a-f]{16}$/),
          },
        },
      },
    ])
    const [mail] = post.received
    expect(mail).toMatchObject({ from: 'cx@shop.example', to: ['ada@shop.example'] })
    expect(mail?.content).toMatch(/Subject: New in Test shop: Shipping step fails with Safari/)
    expect(mail?.content).toMatch(/in 30 days/)

    now += DAY
    await server.restart()
    await daily(found())
    expect(hook.received).toHaveLength(1)
    expect(post.received).toHaveLength(1)
    expect((await page()).history.map(({ what }) => what)).toEqual([
      expect.stringMatching(/^Found first/),
      'Told the webhook.',
      'Told ada@shop.example.',
    ])
  })

  it.each<[string, Partial<AnalysedFinding>]>([
    ['cheap', { moneyAtRisk: { estimate: 600, low: 500, high: 700, per: 'period' } }],
    [
      'not certain to cost anything',
      { moneyAtRisk: { estimate: 9000, low: -10, high: 20_000, per: 'period' } },
    ],
    ['old', { when: { ...analysedFinding().when, beganInPeriod: false } }],
  ])('does not tell what is %s', async (_case, said) => {
    await daily(found(said))
    expect(hook.received).toHaveLength(0)
    expect(post.received).toHaveLength(0)
  })

  it('does not tell what is ignored', async () => {
    await settings({ webhookUrl: null, emails: [] })
    await daily(found())
    const { finding } = await page()
    await server.request('PATCH', `/api/v1/friction/findings/${finding?.id}`, {
      mark: 'ignored',
      reason: 'known',
    })
    await settings({ webhookUrl: `http://127.0.0.1:${hook.port}/` })
    now += DAY
    await daily(found())
    expect(hook.received).toHaveLength(0)
  })

  it('tells whoever is named later, while it is new', async () => {
    await settings({ webhookUrl: null, emails: [] })
    await daily(found())
    await settings({ emails: ['bob@shop.example'] })
    now += DAY
    await daily(found())
    expect(post.received).toMatchObject([{ to: ['bob@shop.example'] }])
  })

  it('tells again, after a restart too, until the servers take it', async () => {
    await hook.stop()
    await post.stop()
    await daily(found())
    expect(server.logged()).toMatch(/the webhook could not be told of a finding \(attempt 1\): no connection/)
    expect(server.logged()).toMatch(/ada@shop\.example could not be told/)
    expect(server.logged()).not.toMatch(/secret-path|p@ss|p%40ss/)
    await server.feature().runDue()
    expect(server.logged(), 'not before it is due').not.toMatch(/attempt 2/)
    now += MINUTE
    await server.restart()
    await server.feature().runDue()
    expect(server.logged()).toMatch(/attempt 2/)

    await hook.start()
    await post.start()
    now += 2 * MINUTE
    await server.feature().runDue()
    expect(calls()).toHaveLength(1)
    expect(post.received).toHaveLength(1)
    now += DAY
    await server.restart()
    await server.feature().runDue()
    expect(calls()).toHaveLength(1)
    expect(post.received).toHaveLength(1)
  })

  it('takes 500 and a redirect for no answer, with the same delivery each time', async () => {
    await settings({ emails: [] })
    hook.answer = { status: 500 }
    await daily(found())
    hook.answer = { status: 302, location: `http://127.0.0.1:${hook.port}/elsewhere` }
    now += MINUTE
    await server.feature().runDue()
    hook.answer = { status: 200 }
    now += 2 * MINUTE
    await server.feature().runDue()
    await server.feature().runDue()
    expect(hook.received.map(({ path }) => path)).toEqual(Array(3).fill('/secret-path'))
    expect(new Set(calls().map(({ delivery }) => delivery)).size).toBe(1)
    expect(server.logged()).toMatch(/it answered 500/)
    expect(server.logged()).toMatch(/a redirect/)
  })

  it('gives up after a day, and says so in the history', async () => {
    await settings({ emails: [] })
    hook.answer = { status: 503 }
    await daily(found())
    for (let attempt = 2; attempt <= 20; attempt++) {
      now += 6 * 60 * MINUTE
      find = async () => analysisResult([found()])
      await server.feature().runDue()
    }
    expect(hook.received).toHaveLength(13)
    expect((await page()).history.map(({ what }) => what)).toContain(
      'Could not tell the webhook; given up after 13 attempts.',
    )
  })

  it('is dropped where nobody is to be told any more', async () => {
    await hook.stop()
    await settings({ emails: [] })
    await daily(found())
    await settings({ webhookUrl: null })
    await hook.start()
    now += MINUTE
    await server.feature().runDue()
    await settings({ webhookUrl: `http://127.0.0.1:${hook.port}/` })
    now += MINUTE
    await server.feature().runDue()
    expect(hook.received).toHaveLength(0)
  })

  it('tells again that it is back', async () => {
    await daily(found())
    const { finding } = await page()
    await server.request('PATCH', `/api/v1/friction/findings/${finding?.id}`, { mark: 'fixed' })
    now += 10 * DAY
    await daily(found({ when: { ...analysedFinding().when, from: '2026-05-07T00:00:00.000Z' } }))
    expect(
      calls().map(({ finding: { title }, ...rest }) => [
        title,
        'text' in rest && String(rest.text).slice(0, 5),
      ]),
    ).toEqual([
      ['Shipping step fails with Safari', 'New: '],
      ['Shipping step fails with Safari', 'Back:'],
    ])
    expect((await page()).finding).toMatchObject({ state: 'back', mark: 'none' })
  })

  it('has a wrong password told in the log without the password', async () => {
    await settings({ webhookUrl: null })
    await server.restart({
      smtp: { url: `smtp://post:not-it@127.0.0.1:${post.port}`, from: 'cx@shop.example' },
    })
    await daily(found())
    expect(post.received).toHaveLength(0)
    expect(server.logged()).toMatch(/ada@shop\.example could not be told.*535/)
    expect(server.logged()).not.toMatch(/not-it/)
  })
})

it('settings say whether mails can be sent', async () => {
  expect((await settings({})).smtpConfigured).toBe(true)
  await server.restart({ smtp: undefined })
  expect((await settings({})).smtpConfigured).toBe(false)
  await daily(found())
  expect(post.received).toHaveLength(0)
  expect(hook.received).toHaveLength(1)
})
