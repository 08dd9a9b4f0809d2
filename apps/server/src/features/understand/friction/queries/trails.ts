import { signalNames } from '@throughline/contract/signals'
import { Type } from 'typebox'
import type { Analytics } from '../../../../platform/analytics/analytics.ts'
import { integer, join, type Sql, sql, text, texts, within } from '../../../../platform/analytics/sql.ts'
import { profileKey } from '../../../../platform/events/profile-key.ts'
import { givenSessions, idleSessions } from '../../../../platform/events/sessions.ts'
import { signalEvents, signalFrom } from '../../../../platform/events/signal-sql.ts'
import type { IsoRange } from '../../../../platform/range.ts'
import type { JourneyStep } from '../analysis/journey-steps.ts'
import {
  eventsOfOwnKeys,
  eventsOfPeople,
  type KeyRange,
  naming,
  ofPeople,
  type People,
} from './people-draw.ts'

/** Vitals that were measured and are not poor: who has one stood where the signal could have been met, and did not. */
const calmVitals = ['calm_lcp', 'calm_inp', 'calm_cls'] as const

/** Besides these, a custom event may be a signal: `event:<name>`. */
export const fixedSignals: readonly string[] = [...signalNames, ...calmVitals]

export interface TrailsQuestion {
  readonly projectId: string
  readonly range: IsoRange
  readonly steps: readonly JourneyStep[]
  readonly customEvents: readonly string[]
  /** Only these people: all, or a draw where there are too many, or some of them. */
  readonly people: People
  /** Whether some events came without a session id. */
  readonly idle: boolean
}

const goodsEvents = [
  'Product Viewed',
  'Product Added',
  'Cart Viewed',
  'Checkout Started',
  'Order Completed',
  'Subscription Started',
]

/** Their currency says nothing of the prices on the way: only who ordered has it. */
const ends = ['Order Completed', 'Subscription Started']

/** Properties that any event is asked for. Each look into JSON parses the whole of it, so all are read in one. */
const asked = [
  'path',
  'element',
  'metric',
  'value',
  'refills',
  'results',
  'score',
  'price',
  'quantity',
  'revenue',
  'total',
  'currency',
  'step_name',
  'name',
  'step',
  'field',
  'coupon_id',
  'coupon',
  'coupon_name',
  'url',
  'fingerprint',
  'message',
  'form',
  'survey_id',
] as const

type Asked = (typeof asked)[number]

const shape = `Tuple(${asked.map((name) => `${name} Nullable(String)`).join(', ')})`
/** All of {@link asked} of an event, as `said`. */
export const saidOf = (properties: Sql): Sql => sql`JSONExtract(${properties}, ${text(shape)})`
const property = (name: Asked): Sql => sql`tupleElement(said, ${text(name)})`
const number = (name: Asked): Sql => sql`ifNull(toFloat64OrNull(${property(name)}), nan)`
const firstNumber = (...names: Asked[]): Sql =>
  names.reduceRight<Sql>(
    (rest, name) => sql`if(isFinite(${number(name)}), ${number(name)}, ${rest})`,
    sql`nan`,
  )

/** The last part of a page's path that is a word: ids of checkouts and carts stand before or after it. */
export const lastWordOf = (path: Sql): Sql =>
  sql`arrayLast(part -> part != '' AND NOT (match(part, '[0-9]') AND match(part, '^([0-9]{3,}|[0-9a-fA-F-]{8,})$')), splitByChar('/', ${path}))`

/**
 * What tells one checkout step from another; beside {@link saidOf} as `said`. Its number before its page, since many
 * checkouts have one page for all steps.
 */
export const checkoutStepOf = (path: Sql): Sql =>
  sql`coalesce(nullIf(${property('step_name')}, ''), nullIf(${property('name')}, ''), nullIf(${property('step')}, ''), ${lastWordOf(path)})`

/** The page that a signal was met on: its own word first, since a later page may be open when it is sent. */
const place: Sql = sql`ifNull(nullIf(${property('path')}, ''), path)`

const element: Sql = sql`ifNull(${property('element')}, '')`

/** What tells signals at one element apart: the field, coupon, request, script, form or survey. */
const detail: Sql = sql`multiIf(
      signal = 'form_field_refilled', ifNull(${property('field')}, ''),
      signal = 'coupon_denied', ifNull(coalesce(${property('coupon_id')}, ${property('coupon')}, ${property('coupon_name')}), ''),
      signal = 'request_failed', ifNull(${property('url')}, ''),
      signal = 'script_failed', ifNull(coalesce(${property('fingerprint')}, ${property('message')}), ''),
      signal = 'form_abandoned', ifNull(${property('form')}, ''),
      signal = 'low_score', ifNull(${property('survey_id')}, ''),
      '')`

const calmVital: Sql = sql`multiIf(upper(ifNull(${property('metric')}, '')) = 'LCP', 'calm_lcp', upper(ifNull(${property('metric')}, '')) = 'INP', 'calm_inp', upper(ifNull(${property('metric')}, '')) = 'CLS', 'calm_cls', '')`

/**
 * One row a session, in RowBinary: id, profile, start, eight attributes of its first event (of those that tell
 * a device, where some come from a server), currency, then three lists
 * with times in milliseconds since the start: steps (step, amount, page), pages (page) and signals (signal, page,
 * element, detail). Pages, elements and details are 32-bit hashes; {@link wordsSql} tells what they stand for.
 *
 * Lazy branches are off: each that uses what was read of the JSON would read it again, a third of all the work.
 */
export function trailsSql(question: TrailsQuestion): Sql {
  const { projectId, range, steps, customEvents, people, idle } = question
  const { from, session } = idle ? idleSessions(projectId, range, ofPeople(people)) : givenSessions
  const columns = sql`${session} AS session, ${profileKey()} AS profile, toUnixTimestamp64Milli(ts) AS at,
        seq, event, type, path, device_type, browser, browser_version, os, os_version, country, arrival, channel,
        ${saidOf(sql`if(event IN ${texts([...goodsEvents, 'Checkout Step Viewed', ...customEvents])} OR event IN ${signalEvents}, properties, '')`)} AS said`
  const during = sql`project_id = ${text(projectId)} AND ${within(sql`ts`, range)} AND type IN ('track', 'page', 'screen')`
  return sql`${naming(people)}SELECT session, profile, start,
  first.1, first.2, first.3, first.4, first.5, first.6, first.7, first.8, currency,
  arrayMap(one -> (toUInt32(least(one.1 - start, 4294967294)), one.2, one.3, one.4), steps),
  arrayMap(one -> (toUInt32(least(one.1 - start, 4294967294)), one.2), pages),
  arrayMap(one -> (toUInt32(least(one.1 - start, 4294967294)), one.2, one.3, one.4, one.5), signals)
FROM (
  SELECT session, profile, min(at) AS start,
    argMin((device_type, browser, browser_version, os, os_version, country, arrival, channel), (device_type = '', at, seq)) AS first,
    ifNull(argMaxIf(upper(money.2), at, money.2 != ''), '') AS currency,
    arraySort(groupArrayIf((at, step, money.1, toUInt32(cityHash64(path) % 4294967295)), step > 0)) AS all_steps, ${bothEnds(sql`all_steps`)} AS steps,
    arraySort(groupArrayIf((at, toUInt32(cityHash64(path) % 4294967295)), type IN ('page', 'screen'))) AS all_pages, ${bothEnds(sql`all_pages`)} AS pages,
    arraySort(groupArrayIf((at, code, toUInt32(cityHash64(met_on) % 4294967295), toUInt32(cityHash64(met_at) % 4294967295), toUInt32(cityHash64(about) % 4294967295)), code > 0)) AS all_signals, ${bothEnds(sql`all_signals`)} AS signals
  FROM (
    SELECT session, profile, at, seq, type, path, device_type, browser, browser_version, os, os_version, country, arrival, channel,
      ${stepNumber(steps)} AS step,
      if(event IN ${texts(goodsEvents)}, (${amount}, if(event IN ${texts(ends)}, '', ifNull(${property('currency')}, ''))), (nan, '')) AS money,
      if(event IN ${signalEvents}, ${signalFrom(property)}, '') AS known,
      multiIf(known != '', known, event = 'Web Vital Measured', ${calmVital}, event IN ${texts(customEvents)}, concat('event:', event), '') AS signal,
      toUInt16(indexOf(${texts([...fixedSignals, ...customEvents.map((name) => `event:${name}`)])}, signal)) AS code,
      if(code > 0, ${place}, '') AS met_on,
      if(code > 0, ${element}, '') AS met_at,
      if(code > 0, ${detail}, '') AS about
    FROM (
      ${idle ? sql`SELECT ${columns} FROM ${from} WHERE ${during}` : eventsOfPeople(people, columns, during)}
    )
  )
  GROUP BY session, profile
)
SETTINGS short_circuit_function_evaluation = 'disable'`
}

/** Of a session with more, the beginning and the end: an order after hundreds of looks is an order. */
const bothEnds = (list: Sql): Sql =>
  sql`if(length(${list}) <= 400, ${list}, arrayConcat(arraySlice(${list}, 1, 300), arraySlice(${list}, -100)))`

/** The price of one product looked at, the line that was added, the value of the cart or the checkout. */
const amount: Sql = sql`multiIf(
        event = 'Product Viewed', ${firstNumber('price', 'value')},
        event = 'Product Added', ${firstNumber('price', 'value')} * if(isFinite(${number('quantity')}), ${number('quantity')}, 1),
        ${firstNumber('value', 'revenue', 'total')})`

interface WordsQuestion extends Pick<TrailsQuestion, 'projectId' | 'range' | 'customEvents'> {
  readonly people: KeyRange
}

const Word = Type.Object({
  hash: Type.Integer(),
  word: Type.String(),
  views: Type.String(),
  products: Type.String(),
})

/**
 * What the hashes of {@link trailsSql} stand for: pages with how often they were opened and how often they showed a
 * product, and details of signals.
 */
export function wordsSql({ projectId, range, customEvents, people }: WordsQuestion): Sql {
  const during = sql`project_id = ${text(projectId)} AND ${within(sql`ts`, range)}`
  return sql`SELECT toUInt32(cityHash64(word) % 4294967295) AS hash, word, sum(seen) AS views, sum(shown) AS products
FROM (
  SELECT path AS word, countIf(type IN ('page', 'screen')) AS seen, countIf(event = 'Product Viewed') AS shown FROM (
    ${eventsOfOwnKeys(people, sql`path, type, event`, during)}
  ) GROUP BY path
  UNION ALL
  SELECT word, 0 AS seen, 0 AS shown FROM (
    SELECT if(event IN ${signalEvents}, ${signalFrom(property)}, '') AS signal, arrayJoin([${place}, ${element}, ${detail}]) AS word
    FROM (
      ${eventsOfOwnKeys(
        people,
        sql`event, path, ${saidOf(sql`properties`)} AS said`,
        sql`${during} AND (event IN ${signalEvents} OR event IN ${texts(customEvents)})`,
      )}
    )
  ) GROUP BY word
)
GROUP BY word
ORDER BY views DESC, word
LIMIT 200000`
}

export const readWords = (analytics: Analytics, question: WordsQuestion) =>
  analytics.query(wordsSql(question), Word, { name: 'friction_words', project: question.projectId }, 'heavy')

/** Of no other event: all branches are read, and the words of every path would be looked for. */
const pathStep = checkoutStepOf(sql`if(event = 'Checkout Step Viewed', path, '')`)

function stepNumber(steps: readonly JourneyStep[]): Sql {
  const cases = steps.flatMap(({ event, step }, index) =>
    event === null
      ? []
      : [
          sql`event = ${text(event)}${step === undefined ? sql`` : sql` AND ${pathStep} = ${text(step)}`}, ${integer(index)}`,
        ],
  )
  return cases.length === 0 ? sql`toUInt8(0)` : sql`toUInt8(multiIf(${join(cases, sql`, `)}, 0))`
}

export const readTrails = (analytics: Analytics, question: TrailsQuestion): Promise<Buffer> =>
  analytics.bytes(trailsSql(question), { name: 'friction_trails', project: question.projectId }, 'heavy')
