import type { JourneyMapping } from '@throughline/contract/journey-mapping'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../../platform/analytics/sql.ts'
import { personKey } from '../../../platform/events/person-key.ts'
import { eventRow } from '../../../testing/event-rows.ts'
import { type EventStore, openEventStore } from '../../../testing/event-store.ts'
import { defaultMapping } from './default-mapping.ts'
import { type JourneyQueries, journeyQueries } from './journey-queries.ts'
import { type NaiveStep, naiveJourney } from './naive-journey.ts'
import { type JourneyCounts, journeySql, readJourney } from './queries/journey-people.ts'
import { stageEmotionSql } from './queries/stage-emotion.ts'
import { stageMoneySql } from './queries/stage-money.ts'
import { hasIdleVisits } from './queries/visit-events.ts'
import { stageNumber, touchpointsOf } from './touchpoints.ts'

const start = Date.UTC(2026, 0, 10)
const range = { from: '2026-01-10T00:00:00.000Z', to: '2026-01-11T00:00:00.000Z' }
const HOUR = 3_600_000

const step = fc.record({
  person: fc.integer({ min: 1, max: 12 }).map((number) => `u${number}`),
  // From six hours before the range to two after it, so that history counts; few instants, so that ties come up.
  at: fc.integer({ min: -12, max: 52 }).map((half) => start + half * (HOUR / 2)),
  session: fc.constantFrom('', 's1', 's2', 's3'),
  channel: fc.constantFrom('web', 'web', 'ios', 'server'),
  what: fc.oneof(
    fc.record({
      type: fc.constantFrom('page', 'page', 'screen'),
      event: fc.constant('Home'),
      path: fc.constantFrom('/', '/p/mug', '/cart', '/pricing'),
      source: fc.constantFrom('', '', 'direct', 'paid_search'),
      campaign: fc.constantFrom('', '', 'spring'),
    }),
    fc.record({
      type: fc.constant('track'),
      event: fc.constantFrom(
        'Product Viewed',
        'Cart Viewed',
        'Order Completed',
        'Signed Up',
        'Help Sought',
        'Shipment Updated',
        'Product Reviewed',
        'Application Opened',
        'Element Clicked',
        'Something Else',
      ),
      path: fc.constant(''),
      source: fc.constant(''),
      campaign: fc.constant(''),
    }),
    fc.record({
      type: fc.constant('track'),
      event: fc.constant('Survey Answered'),
      path: fc.constant(''),
      source: fc.constant(''),
      campaign: fc.constant(''),
      score: fc.integer({ min: 0, max: 10 }),
    }),
  ),
})

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const mappings = fc.constantFrom<JourneyMapping>(
  defaultMapping('both'),
  defaultMapping('app'),
  defaultMapping('shop'),
  {
    rules: [
      { stage: 'retention', touchpoint: 'Early', event: 'Product Viewed', moment: { order: 'before' } },
      {
        stage: 'awareness',
        touchpoint: 'Any page',
        where: [{ property: 'type', operator: 'in', value: ['page'] }],
      },
      { stage: 'purchase', touchpoint: 'Late', moment: { visit: 'return' } },
    ],
  },
)

const page: Step['what'] = { type: 'page', event: 'Home', path: '/', source: '', campaign: '' }
const bought: Step['what'] = { type: 'track', event: 'Order Completed', path: '', source: '', campaign: '' }

/** Buyers whose next two visits begin at one moment: the one that the log has first is their first use. */
const twoVisitsAtOnce: Step[] = ['u1', 'u2', 'u3', 'u4'].flatMap((person, index): Step[] => [
  { person, at: start + HOUR, session: '', channel: 'server', what: bought },
  { person, at: start + 2 * HOUR, session: index % 2 ? 's1' : 's2', channel: 'web', what: page },
  { person, at: start + 2 * HOUR, session: index % 2 ? 's2' : 's1', channel: 'web', what: page },
])

/** A server writes into a session before the order, and the person's own part of it begins after: not yet use, then use. */
const sessionOfServerFirst: Step[] = [
  { person: 'u1', at: start + HOUR, session: 's1', channel: 'server', what: page },
  { person: 'u1', at: start + 2 * HOUR, session: '', channel: 'server', what: bought },
  { person: 'u1', at: start + 3 * HOUR, session: 's1', channel: 'web', what: page },
]

const everyone = {
  range,
  filters: { projectId: 'p', segment: () => sql`0` },
  people: sql`1`,
  events: sql`1`,
}

describe('the journey', () => {
  let store: EventStore
  let queries: JourneyQueries
  let projects = 0
  beforeAll(async () => {
    store = await openEventStore()
    queries = journeyQueries(store.analytics, {
      condition: () => Promise.reject(new Error('no segments here')),
    })
  })
  afterAll(() => store.close())

  const journey = async (projectId: string, mapping: JourneyMapping) =>
    queries.journey({ projectId, range, mapping }, 'EUR')

  it('agrees with the plain reference on any history', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 120, size: 'max' }),
        mappings,
        async (drawn, mapping) => {
          const project = `p${++projects}`
          const steps = drawn.map(({ what, ...rest }, index): NaiveStep => {
            const { source, campaign, type, event, path } = what
            return {
              ...rest,
              type,
              event,
              path,
              // A visit belongs to one person.
              session: rest.session && `${rest.person} ${rest.session}`,
              seq: index,
              fields: {
                ...(source && { source }),
                ...(campaign && { 'campaign.source': campaign }),
                ...('score' in what && { metric: 'nps', score: what.score }),
              },
            }
          })
          await store.write(
            steps.map((one) =>
              eventRow({
                project_id: project,
                user_id: one.person,
                ts: one.at,
                type: one.type === 'page' || one.type === 'screen' ? one.type : 'track',
                event: one.event,
                path: one.path,
                channel: one.channel,
                session_id: one.session,
                arrival: String(one.fields.source ?? ''),
                campaign_source: String(one.fields['campaign.source'] ?? ''),
                properties: JSON.stringify({ metric: one.fields.metric, score: one.fields.score }),
              }),
            ),
          )
          const counts = await readJourney(store.analytics, {
            ...everyone,
            projectId: project,
            mapping,
            idle: await hasIdleVisits(store.analytics, project, range.to),
          })
          const expected = naiveJourney(steps, mapping, { from: start, to: start + 24 * HOUR })
          expect(comparable(counts, mapping)).toEqual(expected)
        },
      ),
      {
        // Many people at once: planning such a query costs far more than running it.
        numRuns: 8,
        // Shrinking would take longer than a test may; the seed is told.
        endOnFailure: true,
        examples: [
          [twoVisitsAtOnce, defaultMapping('shop')],
          [sessionOfServerFirst, defaultMapping('app')],
        ],
      },
    )
  })

  it('counts merged people once, and takes their history together', async () => {
    const key = (user: string) => personKey('merged', { kind: 'user_id', value: user })
    await store.write([
      eventRow({
        project_id: 'merged',
        user_id: 'a',
        event: 'Order Completed',
        ts: start + HOUR,
        session_id: 's1',
        properties: '{"order_id":"o1","revenue":10}',
      }),
      eventRow({
        project_id: 'merged',
        user_id: 'b',
        event: 'Order Completed',
        ts: start + 2 * HOUR,
        session_id: 's2',
        properties: '{"order_id":"o2","revenue":5.5,"currency":"USD"}',
      }),
    ])
    const apart = await journey('merged', defaultMapping('shop'))
    expect(apart.counts.stages.map(({ people }) => people)).toEqual([0, 0, 2, 0, 0, 0])

    await store.analytics.insert('identity_members', ['profile_key', 'person_key'], [[key('a'), key('b')]], {
      name: 'test',
    })
    await store.analytics.insert(
      'identity_links',
      ['person_key', 'profile_key', 'version'],
      [[key('b'), key('a'), 1]],
      { name: 'test' },
    )
    await store.analytics.command(sql`SYSTEM RELOAD DICTIONARY identity_map`, { name: 'test' })
    const together = await journey('merged', defaultMapping('shop'))
    expect(together.counts.people).toBe(1)
    expect(together.counts.stages.map(({ people }) => people)).toEqual([0, 0, 1, 0, 1, 0])
    expect(together.counts.stages[2]?.waitMs).toBe(HOUR)
    expect(together.money).toEqual([
      { stage: 3, currency: 'EUR', orders: 1, total: '10' },
      { stage: 5, currency: 'USD', orders: 1, total: '5.5' },
    ])
  })

  it('takes refunds off the stage in which the order was placed, and cancelled orders out', async () => {
    const order = (event: string, hour: number, properties: object) =>
      eventRow({
        project_id: 'money',
        user_id: 'a',
        event,
        ts: start + hour * HOUR,
        session_id: 's1',
        properties: JSON.stringify(properties),
      })
    await store.write([
      order('Order Completed', 1, { order_id: 'o1', revenue: 59.8, currency: 'EUR' }),
      order('Order Completed', 1, { order_id: 'o1', revenue: 59.8, currency: 'EUR' }),
      order('Order Refunded', 30, { order_id: 'o1', revenue: 9.8, currency: 'EUR' }),
      order('Order Completed', 2, { order_id: 'o2', total: 20 }),
      order('Order Completed', 3, { order_id: 'o3', total: 30 }),
      order('Order Cancelled', 4, { order_id: 'o3' }),
      order('Order Completed', -5, { order_id: 'o0', total: 1000 }),
    ])
    const { money } = await journey('money', defaultMapping('shop'))
    expect(money).toEqual([{ stage: 5, currency: 'EUR', orders: 2, total: '70' }])
  })

  it('scales survey answers to −2…2 and gives them to the stage that came before', async () => {
    const said = (user: string, hour: number, properties: object) =>
      eventRow({
        project_id: 'felt',
        user_id: user,
        event: 'Survey Answered',
        ts: start + hour * HOUR,
        properties: JSON.stringify(properties),
      })
    const viewed = (user: string, event: string, hour: number) =>
      eventRow({ project_id: 'felt', user_id: user, event, ts: start + hour * HOUR, session_id: `s-${user}` })
    await store.write([
      viewed('a', 'Product Viewed', 1),
      said('a', 2, { metric: 'nps', score: 0 }),
      viewed('a', 'Cart Viewed', 3),
      said('a', 4, { metric: 'csat', score: 5 }),
      viewed('b', 'Product Viewed', 1),
      said('b', 2, { metric: 'CES', score: '4' }),
      said('b', 3, { metric: 'ces', score: 9 }),
      said('c', 3, { metric: 'nps', score: 3 }),
    ])
    const { emotions } = await journey('felt', defaultMapping('shop'))
    expect(emotions).toEqual([
      { stage: 2, answers: 2, mean: -1, deviation: Math.SQRT2 },
      { stage: 3, answers: 1, mean: 2, deviation: null },
    ])
  })

  it('reads as in its golden files', async () => {
    const mapping: JourneyMapping = {
      rules: [
        {
          stage: 'purchase',
          touchpoint: 'Order',
          event: 'Order Completed',
          where: [{ property: 'affiliation', operator: 'equals', value: 'Shop' }],
          moment: { order: 'before' },
        },
        { stage: 'onboarding', touchpoint: 'First use', moment: { firstUse: true } },
        { stage: 'awareness', touchpoint: 'First visit', path: '/landing_*', moment: { visit: 'first' } },
      ],
    }
    const staging = { ...everyone, projectId: 'p', mapping, idle: true }
    for (const [name, query] of Object.entries({
      'journey-people': journeySql(staging),
      'stage-money': stageMoneySql({ ...staging, idle: false }, 'EUR'),
      'stage-emotion': stageEmotionSql({ ...staging, idle: false }),
    }))
      await expect(`${query.compile().query}\n`).toMatchFileSnapshot(`queries/${name}.golden.sql`)
  })
})

function comparable({ touchpoints, ...counts }: JourneyCounts, mapping: JourneyMapping) {
  const { all } = touchpointsOf(mapping)
  return {
    ...counts,
    touchpoints: Object.fromEntries(
      touchpoints.map(({ touchpoint, channel, people, visits, events }) => {
        const known = all[touchpoint - 1]
        expect(known && stageNumber(known.stage)).toBeGreaterThan(0)
        return [`${known?.stage}/${known?.label}/${channel}`, { people, visits, events }]
      }),
    ),
  }
}
