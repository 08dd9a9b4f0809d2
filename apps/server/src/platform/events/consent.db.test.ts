import fc from 'fast-check'
import { Type } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventRow } from '../../testing/event-rows.ts'
import { type EventStore, openEventStore } from '../../testing/event-store.ts'
import { sql, text } from '../analytics/sql.ts'
import {
  consentOfContext,
  consentSaid,
  consentSaidBy,
  contextGrants,
  isConsentEvent,
  isConsentRow,
} from './consent.ts'

let store: EventStore

beforeAll(async () => {
  store = await openEventStore()
})

afterAll(() => store.close())

const Said = Type.Object({
  message_id: Type.String(),
  is_word: Type.Integer(),
  grants: Type.Integer(),
  said: Type.Array(Type.Tuple([Type.String(), Type.Integer()])),
})

const names = [
  'analytics',
  'Analytics',
  'REPLAY',
  'personalization',
  'personalisation',
  'marketing',
  'Advertising',
]
const hostile = [
  '',
  '__proto__',
  'constructor',
  'ü 漢 😀',
  "'; DROP TABLE events",
  'x'.repeat(101),
  '7',
  'marKeting',
]
const preferences = fc.dictionary(
  fc.constantFrom(...names, ...hostile),
  fc.constantFrom<unknown>(true, false, 'true', 1, null, { analytics: true }),
)
const word = fc.record({
  type: fc.constantFrom('track' as const, 'page' as const),
  event: fc.constantFrom('Consent Updated', 'Segment Consent Preference Updated', 'Order Completed'),
  properties: preferences,
  context: fc.record(
    {
      consent: fc.oneof(
        fc.record({ categoryPreferences: fc.oneof(preferences, fc.constant([true])) }),
        fc.constant(null),
      ),
    },
    { requiredKeys: [] },
  ),
})

test('what an event says of consent is the same in SQL and in JavaScript', async () => {
  const words = fc.sample(word, { numRuns: 600, seed: 7 })
  await store.write(
    words.map(({ type, event, properties, context }, at) =>
      eventRow({
        project_id: 'twin',
        message_id: `w${at}`,
        type,
        event,
        properties: JSON.stringify(properties),
        context: JSON.stringify(context),
      }),
    ),
  )
  const rows = await store.analytics.query(
    sql`SELECT message_id, ${isConsentRow} AS is_word, ${contextGrants('analytics')} AS grants, ${consentSaidBy} AS said
        FROM events WHERE project_id = ${text('twin')}`,
    Said,
    { name: 'test' },
  )
  expect(rows).toHaveLength(words.length)
  for (const row of rows) {
    const said = words[Number(row.message_id.slice(1))]
    if (!said) throw new Error('A row that was not written.')
    const { type, event, properties, context } = said
    expect(row.is_word === 1).toBe(isConsentEvent(type, event))
    const decided = new Map<string, boolean>()
    for (const [purpose, granted] of row.said)
      decided.set(purpose, granted === 1 && decided.get(purpose) !== false)
    expect(Object.fromEntries(decided)).toEqual(consentSaid(event, properties, context))
    if (consentOfContext(context).analytics === true) expect(row.grants).toBe(1)
  }
})

test.each<[string, object, object, object]>([
  ['Consent Updated', { analytics: true, replay: false, path: '/' }, {}, { analytics: true, replay: false }],
  [
    'Consent Updated',
    { analytics: true },
    { consent: { categoryPreferences: { replay: false } } },
    { analytics: true },
  ],
  [
    'Consent Updated',
    { shown: true },
    { consent: { categoryPreferences: { replay: false } } },
    { replay: false },
  ],
  [
    'Segment Consent Preference Updated',
    { analytics: true },
    { consent: { categoryPreferences: { Advertising: true, Analytics: false, Personalization: true } } },
    { Advertising: true, analytics: false, personalisation: true },
  ],
  [
    'Segment Consent Preference Updated',
    {},
    { consent: { categoryPreferences: { Analytics: true, analytics: false } } },
    { analytics: false },
  ],
  ['Segment Consent Preference Updated', {}, { consent: 'no' }, {}],
])('%s with %j in %j says %j', (event, properties, context, said) => {
  expect(consentSaid(event, { ...properties }, { ...context })).toEqual(said)
})

test('fifty purposes at most, and no long names', () => {
  const many = Object.fromEntries(Array.from({ length: 80 }, (_, n) => [`p${n}`, true]))
  const context = { consent: { categoryPreferences: { ['x'.repeat(101)]: true, ...many } } }
  expect(Object.keys(consentOfContext(context))).toEqual(Array.from({ length: 50 }, (_, n) => `p${n}`))
})
