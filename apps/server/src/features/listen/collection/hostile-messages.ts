import fc from 'fast-check'

/** Any JSON value, texts with lone surrogates and NULs included. */
export const anything = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' })

/** Names of fields that mean something in a message, and some that must not. */
export const fields = [
  'type',
  'event',
  'name',
  'category',
  'userId',
  'anonymousId',
  'previousId',
  'groupId',
  'messageId',
  'timestamp',
  'originalTimestamp',
  'sentAt',
  'receivedAt',
  'channel',
  'properties',
  'traits',
  'context',
  '__proto__',
  'constructor',
]

const contextFields = [
  'ip',
  'userAgent',
  'page',
  'campaign',
  'location',
  'device',
  'os',
  'browser',
  'library',
  'app',
  'traits',
  'externalIds',
  'sessionId',
  'groupId',
  'channel',
  'consent',
  'consentManagement',
  '__proto__',
]

const innerFields = [
  'url',
  'path',
  'referrer',
  'source',
  'medium',
  'name',
  'country',
  'type',
  'version',
  'model',
  'email',
  'phone',
  'loyalty_card',
  'session_id',
  'categoryPreferences',
  'deniedConsentIds',
  'analytics',
  '__proto__',
]

/** Objects with some of these names. */
export const record = (names: readonly string[], value: fc.Arbitrary<unknown>) =>
  fc
    .array(fc.tuple(fc.constantFrom(...names), value), { maxLength: names.length })
    .map((entries) => Object.fromEntries(entries))

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    'iPhone',
    'Germany',
    'a@b.c',
    '+49 30 123456',
    'https://shop.example/?utm_source=%00%ED%A0%80&gclid=1',
    "'; DROP TABLE events; --",
    '\\u0000\\',
    '\ud83d',
    '\0',
  ),
)
const leaf = fc.oneof({ weight: 3, arbitrary: text }, { weight: 1, arbitrary: anything })
const inner = record(innerFields, leaf)
const context = record(contextFields, fc.oneof(inner, fc.array(inner), leaf))
const time = fc.oneof(
  fc
    .date({ min: new Date(0), max: new Date('2026-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  fc.integer(),
  fc.double(),
  fc.constantFrom('2026-13-45', '', 'now'),
)

/** Anything in any field, so that hardly one is a message. */
const wild = record(fields, fc.oneof(leaf, context, time))

/** What is needed is there; all that may be there is hostile. */
const nearlyGood = fc.record(
  {
    type: fc.constantFrom('track', 'page', 'screen', 'identify', 'group', 'alias'),
    event: fc.oneof({ weight: 5, arbitrary: text }, fc.constantFrom('Consent Updated')),
    userId: fc.oneof(text, fc.constantFrom('u1', 7)),
    anonymousId: text,
    groupId: text,
    previousId: text,
    messageId: text,
    name: text,
    category: leaf,
    timestamp: time,
    sentAt: fc.oneof(time, leaf),
    receivedAt: leaf,
    channel: leaf,
    properties: fc.oneof(inner, fc.dictionary(text, anything)),
    traits: fc.oneof(inner, fc.dictionary(text, anything)),
    context,
  },
  { requiredKeys: ['type', 'event', 'userId'] },
)

/** What looks like a message at first sight. */
export const message = fc.oneof({ weight: 3, arbitrary: nearlyGood }, { weight: 1, arbitrary: wild })
