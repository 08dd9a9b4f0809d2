import type { SegmentPeriod, SegmentRule } from '@throughline/contract/segment-rule'
import fc from 'fast-check'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { moment, sql, text } from '../../../platform/analytics/sql.ts'
import { personKey } from '../../../platform/events/person-key.ts'
import { eventRow } from '../../../testing/event-rows.ts'
import { type EventStore, openEventStore } from '../../../testing/event-store.ts'
import { type NaiveEvent, naiveSegment } from './naive-segments.ts'
import { segmentsOfPerson, segmentsOfPersonSql } from './queries/read-members.ts'
import { readMembersBefore } from './queries/read-members-before.ts'
import { draftCondition, type SegmentsContext, savedCondition } from './queries/segment-conditions.ts'
import { ofProfile, segmentPeople } from './queries/segment-people.ts'
import type { StoredSegment } from './segment.ts'

const now = Date.UTC(2026, 0, 31)
const DAY = 86_400_000

const segment = (id: string, rule: SegmentRule | null): StoredSegment => ({
  id,
  projectId: 'p',
  name: id,
  description: '',
  kind: rule ? 'rule' : 'list',
  rule,
  persona: null,
  size: null,
  createdAt: new Date(0),
  changedAt: new Date(0),
})

const contextOf = (projectId: string, segments: readonly StoredSegment[] = []): SegmentsContext => ({
  projectId,
  currency: 'EUR',
  now: new Date(now).toISOString(),
  find: (id) => segments.find((one) => one.id === id),
})

const period = fc.oneof(
  fc.constant(undefined),
  fc.constantFrom(1, 10, 30).map((lastDays): SegmentPeriod => ({ lastDays })),
  fc.constant<SegmentPeriod>({ from: '2026-01-05T00:00:00Z', to: '2026-01-20T00:00:00Z' }),
)
const count = fc.record({
  comparison: fc.constantFrom('atLeast' as const, 'atMost' as const, 'exactly' as const),
  times: fc.integer({ min: 0, max: 3 }),
})
const during = (value: SegmentPeriod | undefined) => (value ? { period: value } : {})

const condition: fc.Arbitrary<SegmentRule> = fc.oneof(
  fc
    .record({
      operator: fc.constantFrom('equals' as const, 'notEquals' as const, 'atLeast' as const),
      value: fc.constantFrom(1, 2),
    })
    .map((trait) => ({ trait: { name: 'plan', ...trait } })),
  fc.constant<SegmentRule>({ trait: { name: 'plan', operator: 'exists' } }),
  fc
    .record({ name: fc.constantFrom('A', 'B', '*'), count, period, marked: fc.boolean() })
    .map(({ name, count: times, period: when, marked }) => ({
      event: {
        name,
        count: times,
        ...during(when),
        ...(marked && { where: [{ property: 'mark', operator: 'equals' as const, value: 'x' }] }),
      },
    })),
  fc
    .record({
      of: fc.constantFrom('event' as const, 'order' as const),
      comparison: fc.constantFrom('atLeast' as const, 'atMost' as const),
      days: fc.constantFrom(1, 10, 20),
    })
    .map((recency) => ({ recency })),
  fc
    .record({ count, period })
    .map(({ count: times, period: when }) => ({ orders: { count: times, ...during(when) } })),
  fc
    .record({
      currency: fc.constantFrom('EUR', 'USD'),
      comparison: fc.constantFrom('atLeast' as const, 'atMost' as const),
      amount: fc.constantFrom(-1, 0, 10, 20.5),
      period,
    })
    .map(({ period: when, ...revenue }) => ({ revenue: { ...revenue, ...during(when) } })),
  fc
    .constantFrom<SegmentPeriod>({ lastDays: 10 }, { to: '2026-01-10T00:00:00Z' })
    .map((firstSeen) => ({ firstSeen })),
  fc.boolean().map((known) => ({ identifier: { kind: 'email' as const, known } })),
  fc
    .record({ id: fc.constantFrom('g1', undefined), member: fc.boolean() })
    .map(({ id, member }) => ({ group: { member, ...(id && { id }) } })),
  fc
    .record({
      of: fc.constantFrom('recency' as const, 'frequency' as const, 'money' as const),
      comparison: fc.constantFrom('atLeast' as const, 'atMost' as const, 'exactly' as const),
      score: fc.integer({ min: 1, max: 5 }),
    })
    .map((score) => ({ score })),
)

const { rule } = fc.letrec<{ rule: SegmentRule }>((tie) => ({
  rule: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    condition,
    fc
      .record({
        match: fc.constantFrom('all' as const, 'any' as const, 'none' as const),
        rules: fc.array(tie('rule'), { minLength: 1, maxLength: 3 }),
      })
      .map((combine) => ({ combine })),
  ),
}))

const event = fc.record({
  person: fc.constantFrom('u1', 'u2', 'u3', 'u4'),
  at: fc.integer({ min: 0, max: 60 }).map((half) => now - half * (DAY / 2)),
  what: fc.oneof(
    fc.record({
      type: fc.constant('track' as const),
      event: fc.constantFrom('A', 'B'),
      properties: fc.constantFrom({}, { mark: 'x' }),
    }),
    fc.record({
      type: fc.constant('track' as const),
      event: fc.constantFrom(
        'Order Completed',
        'Order Completed',
        'Order Completed',
        'Order Refunded',
        'Order Cancelled',
      ),
      properties: fc.constantFrom(
        { order_id: 'o1', revenue: 10.25, currency: 'EUR' },
        { order_id: 'o2', revenue: 10.25 },
        { order_id: 'o2' },
        { revenue: 30, currency: 'USD' },
      ),
    }),
    fc.record({
      type: fc.constant('identify' as const),
      event: fc.constant('identify'),
      properties: fc.constantFrom({ plan: 1 }, { plan: 2 }, {}),
    }),
    fc.record({
      type: fc.constant('group' as const),
      event: fc.constant('group'),
      properties: fc.constant({}),
    }),
  ),
  groupId: fc.constantFrom('g1', 'g2'),
  email: fc.constantFrom('', '', 'x@y.z'),
})

describe('segment rules', () => {
  let store: EventStore
  let projects = 0
  beforeAll(async () => {
    store = await openEventStore()
  })
  afterAll(() => store.close())

  const Row = Type.Object({ person: Type.String() })

  const peopleIn = async (project: string, draft: SegmentRule, segments: readonly StoredSegment[] = []) => {
    const people = segmentPeople(project, draftCondition(draft, contextOf(project, segments), undefined))
    const rows = await store.analytics.query(
      sql`SELECT any(user_id) AS person FROM events WHERE project_id = ${text(project)} AND person_key IN (${people}) GROUP BY person_key ORDER BY person`,
      Row,
      { name: 'test' },
    )
    return rows.map(({ person }) => person)
  }

  it('agree with the plain reference on any history, for everyone, for one person and as of a moment before', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { minLength: 1, maxLength: 14 }),
        fc.array(rule, { minLength: 1, maxLength: 4 }),
        async (drawn, rules) => {
          const project = `p${++projects}`
          const events: NaiveEvent[] = drawn.map(({ what, ...rest }, index) => ({
            ...rest,
            ...what,
            groupId: what.type === 'group' ? rest.groupId : '',
            messageId: `m${String(index).padStart(3, '0')}`,
          }))
          await store.write(
            events.map(({ person, type, event: name, at, messageId, properties, groupId, email }) =>
              eventRow({
                project_id: project,
                message_id: messageId,
                user_id: person,
                type,
                event: name,
                ts: at,
                group_id: groupId,
                email,
                properties: JSON.stringify(properties),
              }),
            ),
          )
          const expected = rules.map((one) => naiveSegment(one, { events, currency: 'EUR', now }))
          for (const [index, one] of rules.entries())
            expect(await peopleIn(project, one), JSON.stringify(one)).toEqual(expected[index])

          const segments = rules.map((one, index) => segment(`s${index}`, one))
          const key = personKey(project, { kind: 'user_id', value: 'u1' })
          const scope = ofProfile(key)
          const conditions = segments.map((one) => ({
            id: one.id,
            holds: savedCondition(one, { ...contextOf(project, segments), scope }).holds,
          }))
          const within = await segmentsOfPerson(store.analytics, project, scope, conditions)
          expect([...within]).toEqual(
            segments.filter((_, index) => expected[index]?.includes('u1')).map(({ id }) => id),
          )

          const cut = now - 10 * DAY
          const earlier = events.filter(({ at }) => at < cut)
          const known = [...new Set(earlier.map(({ person }) => person))].sort()
          const instant = new Date(cut).toISOString()
          const until = sql`ts < ${moment(instant)}`
          const context = { ...contextOf(project, segments), now: instant, until }
          const members = await readMembersBefore(
            store.analytics,
            project,
            segments.map((one) => ({ ...one, condition: savedCondition(one, context) })),
            { scope: sql`1`, until },
          )
          for (const [index, { profiles, othersToo }] of members.entries()) {
            const isIn = (person: string) =>
              profiles.includes(BigInt(personKey(project, { kind: 'user_id', value: person }))) !== othersToo
            const before = { events: earlier, currency: 'EUR', now: cut }
            expect(known.filter(isIn), JSON.stringify(rules[index])).toEqual(
              naiveSegment(rules[index] ?? {}, before),
            )
          }
        },
      ),
      { numRuns: 25 },
    )
  })

  it('refer to other segments and to lists, and see merged people as one', async () => {
    const person = (user: string) => personKey('merged', { kind: 'user_id', value: user })
    await store.write(
      ['u1', 'u2', 'u3'].map((user, index) =>
        eventRow({ project_id: 'merged', user_id: user, event: index === 1 ? 'B' : 'A' }),
      ),
    )
    await store.analytics.insert(
      'segment_list_members',
      ['project_id', 'segment_id', 'person_key', 'version', 'removed'],
      [
        ['merged', 'vip', person('u2'), 1, 0],
        ['merged', 'vip', person('u3'), 1, 0],
        ['merged', 'vip', person('u3'), 2, 1],
      ],
      { name: 'test' },
    )
    const didA = segment('didA', { event: { name: 'A' } })
    const segments = [didA, segment('vip', null)]
    const both: SegmentRule = {
      combine: {
        match: 'all',
        rules: [{ segment: { id: 'didA', member: true } }, { segment: { id: 'vip', member: true } }],
      },
    }
    const onlyA: SegmentRule = {
      combine: {
        match: 'all',
        rules: [
          { event: { name: 'A' } },
          { event: { name: 'B', count: { comparison: 'exactly', times: 0 } } },
        ],
      },
    }
    expect(await peopleIn('merged', both, segments)).toEqual([])
    expect(await peopleIn('merged', { segment: { id: 'vip', member: false } }, segments)).toEqual([
      'u1',
      'u3',
    ])
    expect(await peopleIn('merged', onlyA, segments)).toEqual(['u1', 'u3'])

    await store.analytics.insert(
      'identity_links',
      ['person_key', 'profile_key', 'version'],
      [[person('u2'), person('u1'), 1]],
      { name: 'test' },
    )
    await store.analytics.command(sql`SYSTEM RELOAD DICTIONARY identity_map`, { name: 'test' })
    expect(await peopleIn('merged', both, segments)).toEqual(['u1'])
    expect(await peopleIn('merged', onlyA, segments)).toEqual(['u3'])
  })

  it('refuse circles and unknown segments, and say where', () => {
    const a = segment('a', { segment: { id: 'b', member: true } })
    const b = segment('b', {
      combine: { match: 'any', rules: [{ event: { name: 'A' } }, { segment: { id: 'a', member: false } }] },
    })
    expect(() => savedCondition(a, contextOf('p', [a, b]))).toThrow('in a circle: "a" → "b" → "a"')
    expect(() => draftCondition({ segment: { id: 'a', member: true } }, contextOf('p', [a]), a)).toThrow(
      'circle',
    )
    expect(() =>
      draftCondition({ segment: { id: 'gone', member: true } }, contextOf('p'), undefined),
    ).toThrow('rule.segment: no segment has the id "gone".')
  })

  it('read as in their golden files', async () => {
    const draft: SegmentRule = {
      combine: {
        match: 'all',
        rules: [
          { trait: { name: 'plan', operator: 'in', value: ['gold', 'silver'] } },
          {
            event: {
              name: 'Product Viewed',
              where: [{ property: 'category', operator: 'equals', value: 'shoes' }],
              count: { comparison: 'atLeast', times: 2 },
              period: { lastDays: 30 },
            },
          },
          { orders: { count: { comparison: 'exactly', times: 0 } } },
        ],
      },
    }
    const context = contextOf('p')
    const people = segmentPeople('p', draftCondition(draft, context, undefined))
    await expect(`${people.compile().query}\n`).toMatchFileSnapshot('queries/segment-people.golden.sql')

    const scored = segmentPeople(
      'p',
      draftCondition({ score: { of: 'money', comparison: 'atLeast', score: 4 } }, context, undefined),
    )
    await expect(`${scored.compile().query}\n`).toMatchFileSnapshot('queries/buyer-scores.golden.sql')

    const scope = ofProfile('7')
    const conditions = [{ id: 's', holds: savedCondition(segment('s', draft), { ...context, scope }).holds }]
    await expect(`${segmentsOfPersonSql('p', scope, conditions).compile().query}\n`).toMatchFileSnapshot(
      'queries/segments-of-person.golden.sql',
    )
  })
})
