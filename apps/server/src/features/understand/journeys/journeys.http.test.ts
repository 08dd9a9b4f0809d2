import { type JourneyMapping, stages } from '@throughline/contract/journey-mapping'
import type { Journey } from '@throughline/contract/journeys'
import { sampleShop } from '@throughline/simulator/sample-shop'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { sql } from '../../../platform/analytics/sql.ts'
import { profileKey } from '../../../platform/events/profile-key.ts'
import { startTestApp, type TestApp } from '../../../testing/test-app.ts'
import { defaultMapping } from './default-mapping.ts'
import { type NaiveStep, naiveJourney } from './naive-journey.ts'

const to = Date.UTC(2026, 8, 1)
const from = to - 30 * 86_400_000
const query = `from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}&timezone=Europe/Berlin`

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  const messages = [...sampleShop(new Date(to))]
  for (let start = 0; start < messages.length; start += 2000) {
    const answer = await app.http.inject({
      method: 'POST',
      url: '/v1/batch',
      headers: { authorization: `Basic ${Buffer.from(`${app.writeKey}:`).toString('base64')}` },
      payload: { batch: messages.slice(start, start + 2000) },
    })
    expect(answer.json()).toEqual({ success: true })
  }
  await vi.waitUntil(isProjected, { timeout: 200_000, interval: 500 })
})
afterAll(() => app.close())

const Behind = Type.Object({ behind: Type.Integer() })

/** Whether people are known as of the last event. */
async function isProjected(): Promise<boolean> {
  const [row] = await app.analytics.query(
    sql`SELECT (SELECT max(seq) FROM events) > (SELECT max(seq) FROM projection_progress) AS behind`,
    Behind,
    { name: 'test' },
  )
  return row?.behind === 0
}

const Row = Type.Object({
  person: Type.String(),
  at: Type.String(),
  seq: Type.String(),
  type: Type.String(),
  event: Type.String(),
  path: Type.String(),
  channel: Type.String(),
  session: Type.String(),
  source: Type.String(),
  campaign: Type.String(),
  metric: Type.String(),
  score: Type.String(),
})

/** The log as it is, for the plain reference. */
async function steps(): Promise<NaiveStep[]> {
  const rows = await app.analytics.query(
    sql`SELECT ${profileKey()} AS person, toUnixTimestamp64Milli(ts) AS at, seq, type, event, path, channel,
        session_id AS session, arrival AS source, campaign_source AS campaign,
        JSONExtractString(properties, 'metric') AS metric, JSONExtractRaw(properties, 'score') AS score
      FROM events WHERE project_id = 'default' AND type NOT IN ('merge', 'unmerge')`,
    Row,
    { name: 'test' },
  )
  return rows.map(({ at, seq, source, campaign, metric, score, ...row }) => ({
    ...row,
    at: Number(at),
    seq: Number(seq),
    fields: {
      ...(source && { source }),
      ...(campaign && { 'campaign.source': campaign }),
      ...(metric && { metric }),
      ...(score && { score: Number(score) }),
    },
  }))
}

async function journey(more = ''): Promise<Journey[]> {
  const answer = await app.request('GET', `/api/v1/journey?${query}${more}`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json().journeys
}

describe('the journey of the sample shop', () => {
  it('is what a plain computation over the same events gives', async () => {
    const [shown] = await journey()
    const expected = naiveJourney(await steps(), defaultMapping('both'), { from, to })
    expect(shown?.people).toBe(expected.people)
    expect(shown?.unmapped).toEqual({
      people: expected.active - expected.people,
      events: expected.unmappedEvents,
    })
    expected.stages.forEach((stage, index) => {
      const view = shown?.stages[index]
      expect({
        people: view?.people,
        visits: view?.sessions,
        onward: view?.onward?.count ?? 0,
        ended: view?.dropOff?.count ?? 0,
        waitMs:
          view?.secondsToOnward === null || view === undefined
            ? null
            : Math.round(view.secondsToOnward * 1000),
      }).toEqual({ ...stage, waitMs: stage.waitMs === null ? null : Math.round(stage.waitMs) })
    })
    expect(shown?.stages[0]?.bounce).toMatchObject({ count: expected.bounced, of: expected.landed })
    const touchpoints = (shown?.stages ?? []).flatMap(({ stage, touchpoints: met }) =>
      met.map(
        ({ touchpoint, channel, people, sessions, events }) =>
          [`${stage}/${touchpoint}/${channel}`, { people, visits: sessions, events }] as const,
      ),
    )
    expect(Object.fromEntries(touchpoints)).toEqual(expected.touchpoints)
  })

  it('makes sense: the stages narrow to the order, and the money is that of the orders', async () => {
    const [shown] = await journey()
    const people = shown?.stages.map((stage) => stage.people) ?? []
    expect(people[0]).toBeGreaterThan(300)
    expect(people[1]).toBeGreaterThan(people[2] ?? 0)
    expect(people[2]).toBeGreaterThan(people[3] ?? 0)
    expect(people[5]).toBeGreaterThan(0)
    for (const stage of shown?.stages ?? []) {
      const { onward, dropOff } = stage
      for (const rate of [onward, dropOff])
        if (rate) {
          expect(rate.low).toBeLessThanOrEqual(rate.estimate)
          expect(rate.high).toBeGreaterThanOrEqual(rate.estimate)
        }
    }
    const earning = shown?.stages.filter(({ revenue }) => revenue.length > 0).map(({ stage }) => stage)
    expect(earning).toEqual(['purchase', 'retention'])
    expect(shown?.stages.some(({ emotion }) => emotion.source === 'measured')).toBe(true)
  })

  it('shows two segments side by side, whose people add up to everyone', async () => {
    const viewers = { event: { name: 'Product Viewed' } }
    const make = async (name: string, rule: object) =>
      (await app.request('POST', '/api/v1/segments', { name, kind: 'rule', rule })).json().id
    const seen = await make('Viewers', viewers)
    const unseen = await make('Others', { combine: { match: 'none', rules: [viewers] } })
    const [everyone] = await journey()
    const [left, right] = await journey(`&segment=${seen}&compare=${unseen}`)
    expect(left?.segment).toEqual({ id: seen, name: 'Viewers' })
    expect(right?.segment).toEqual({ id: unseen, name: 'Others' })
    expect((left?.people ?? 0) + (right?.people ?? 0)).toBe(everyone?.people)
    everyone?.stages.forEach((stage, index) => {
      expect((left?.stages[index]?.people ?? 0) + (right?.stages[index]?.people ?? 0)).toBe(stage.people)
      expect((left?.stages[index]?.events ?? 0) + (right?.stages[index]?.events ?? 0)).toBe(stage.events)
    })
    expect((await app.request('GET', `/api/v1/journey?${query}&segment=gone`)).statusCode).toBe(404)
  })

  it('keeps rules of the project’s own, previews them and goes back to the default', async () => {
    const state = (await app.request('GET', '/api/v1/journey/mapping')).json()
    expect(state).toMatchObject({ origin: 'default', kind: 'both', changedAt: null })

    const mapping: JourneyMapping = {
      rules: [
        { stage: 'awareness', touchpoint: 'Home', path: '/' },
        { stage: 'purchase', touchpoint: 'Order', event: 'Order Completed' },
        { stage: 'purchase', touchpoint: 'Never', event: 'Order Completed', path: '/' },
      ],
    }
    const preview = await app.request('POST', '/api/v1/journey/mapping/preview', {
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      mapping,
    })
    expect(preview.statusCode, preview.body).toBe(200)
    const { before, after, rules, unmapped, unmappedEvents } = preview.json()
    expect(before.map(({ stage }: { stage: string }) => stage)).toEqual([...stages])
    expect(after[1]).toEqual({ stage: 'consideration', people: 0, events: 0 })
    expect(rules[2]).toEqual({ index: 2, people: 0, events: 0 })
    expect(unmapped[0].events).toBeGreaterThan(0)
    expect(unmapped).toHaveLength(100)
    const all = (await steps()).filter(({ at }) => at >= from && at < to)
    const mapped = all.filter(({ event, path }) => event === 'Order Completed' || path === '/').length
    expect(unmappedEvents).toBe(all.length - mapped)

    expect((await app.request('PUT', '/api/v1/journey/mapping', mapping)).json()).toMatchObject({
      origin: 'custom',
      mapping,
    })
    const [custom] = await journey()
    expect(custom?.stages.map(({ people }) => people > 0)).toEqual([true, false, true, false, false, false])
    expect((await app.request('DELETE', '/api/v1/journey/mapping')).json()).toMatchObject({
      origin: 'default',
    })
  })

  it('keeps what a team writes, with its history, and shows it on the map', async () => {
    const write = (body: object) => app.request('PUT', '/api/v1/journey/annotation', body)
    expect((await write({ stage: 'onboarding', goal: 'Know when it comes', emotion: 1 })).statusCode).toBe(
      200,
    )
    const second = await write({ stage: 'onboarding', emotion: -1, emotionNote: 'The parcel was late' })
    expect(second.json()).toMatchObject({ goal: 'Know when it comes', emotion: -1, changedBy: null })
    await write({ stage: 'onboarding', touchpoint: 'Order tracker', notes: 'Shows no hour' })

    const [shown] = await journey()
    const onboarding = shown?.stages[3]
    expect(onboarding?.annotation).toMatchObject({
      goal: 'Know when it comes',
      emotion: -1,
      sharedByAll: false,
    })
    const tracker = onboarding?.touchpoints.find(({ touchpoint }) => touchpoint === 'Order tracker')
    expect(tracker?.annotation).toMatchObject({ notes: 'Shows no hour' })

    const { versions } = (
      await app.request('GET', '/api/v1/journey/annotation/history?stage=onboarding')
    ).json()
    expect(versions.map(({ emotion }: { emotion: number }) => emotion)).toEqual([-1, 1])
    expect((await write({ stage: 'onboarding', emotion: 3 })).json()).toMatchObject({
      code: 'invalid',
      field: 'emotion',
    })
    expect((await write({ stage: 'onboarding', segment: 'gone', goal: 'x' })).statusCode).toBe(404)
  })

  it.each([
    [{ rules: [] }, 'rules'],
    [{ rules: [{ stage: 'purchase', touchpoint: 'All' }] }, 'rules[0]'],
    [{ rules: [{ stage: 'purchase', touchpoint: 'All', event: '*' }] }, 'rules[0]'],
    [{ rules: [{ stage: 'checkout', touchpoint: 'A', event: 'B' }] }, 'rules[0].stage'],
    [
      {
        rules: [
          { stage: 'purchase', touchpoint: 'A', where: [{ property: 'a', operator: 'matches', value: '(' }] },
        ],
      },
      'rules[0].where[0].value',
    ],
    [{ rules: [{ stage: 'purchase', touchpoint: 'A', event: 'a\u0000' }] }, 'rules[0].event'],
  ])('refuses rules that make no sense: %j', async (body, field) => {
    const answer = await app.request('PUT', '/api/v1/journey/mapping', body)
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ code: 'invalid', field })
  })

  it('refuses a range or a zone that makes no sense', async () => {
    const at = (path: string) => app.request('GET', `/api/v1/journey?${path}`)
    expect((await at('from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z')).json()).toMatchObject({
      code: 'invalid',
      field: 'to',
    })
    expect(
      (await at('from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z&timezone=Mars')).json(),
    ).toMatchObject({ field: 'timezone' })
  })
})
