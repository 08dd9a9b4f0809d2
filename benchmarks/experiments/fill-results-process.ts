import { setTimeout as sleep } from 'node:timers/promises'
import { Type } from 'typebox'
import { Sql, sql } from '../../apps/server/src/platform/analytics/sql.ts'
import { startTestApp, type TestApp } from '../../apps/server/src/testing/test-app.ts'
import { answerQuestions } from '../child-questions.ts'
import { askOk, resultsNow } from './results-questions.ts'

export interface FillResultsOrder {
  readonly dataDir: string
  readonly people: number
}

/** People whose events one insert makes: with more, what is inserted and what is merged meanwhile do not fit the engine. */
const AT_ONCE = 40_000
/** Enough for an insert to be written as one. */
const INSERT_BYTES = 500_000_000
const DAY = 86_400_000
const START = resultsNow - 36 * DAY

/** Ten metrics, of every kind, as a shop would have them. */
const metrics: readonly object[] = [
  { kind: 'proportion', event: 'Product Added', windowHours: 168, better: 'up' },
  {
    kind: 'funnel',
    steps: [{ event: 'Product Added' }, { event: 'Checkout Started' }, { event: 'Order Completed' }],
    better: 'up',
  },
  { kind: 'quantile', event: 'Product Added', property: 'price', better: 'up' },
  { kind: 'retention', event: 'Page Viewed', retention: { fromDay: 7, toDay: 14 }, better: 'up' },
  { kind: 'count', event: 'Page Viewed', better: 'up' },
  { kind: 'timeTo', event: 'Order Completed', better: 'down' },
]
const ready = ['ready:ordered', 'ready:orders', 'ready:revenue', 'ready:order-value']

answerQuestions(async ({ dataDir, people }: FillResultsOrder): Promise<void> => {
  const app = await startTestApp({ dataDir, clock: () => resultsNow })
  try {
    const ids: string[] = []
    for (const [index, definition] of metrics.entries())
      ids.push(
        (await askOk<{ id: string }>(app, 'POST', 'experiments/metrics', { name: `m${index}`, definition }))
          .id,
      )
    const many = await start(app, 'many', [...ready, ...ids])
    const one = await start(app, 'one', ready.slice(0, 1))
    // Past days are kept as they were known then, and of an empty log they cost nothing: what is measured is a look.
    for (const id of [many, one]) await fillDays(app, id)
    await fill(app, people, [many, one])
    await settle(app)
    await passPeople(app)
  } finally {
    await app.close()
  }
})

async function start(app: TestApp, name: string, ids: readonly string[]): Promise<string> {
  await askOk(app, 'POST', 'flags', { key: name, type: 'boolean', environments: { production: {} } })
  const [primary, ...secondaries] = ids
  const { id } = await askOk<{ id: string }>(app, 'POST', 'experiments', {
    name,
    flag: name,
    control: 'off',
    split: ['off', 'on'].map((variation) => ({ variation, weight: 50 })),
    metrics: { primary, guardrails: [], secondaries },
  })
  await askOk(app, 'POST', `experiments/${id}/start`)
  // As if it had started with the events, of which the log says.
  await app.state
    .withTables<{ experiments: { id: string; started_at: Date } }>()
    .updateTable('experiments')
    .set({ started_at: new Date(START) })
    .where('id', '=', id)
    .execute()
  return id
}

/** Waits until the engine has merged what was written: a store that is looked at has been for a while. */
async function settle(app: TestApp): Promise<void> {
  for (let quiet = 0; quiet < 3; ) {
    await sleep(1_000)
    const [count] = await app.analytics.query(
      sql`SELECT count() AS merges FROM system.merges`,
      Type.Object({ merges: Type.String() }),
      { name: 'fill' },
    )
    quiet = count?.merges === '0' ? quiet + 1 : 0
  }
}

/** Says that the people of these events are made: who opens the store would else make them beside what is measured. */
async function passPeople(app: TestApp): Promise<void> {
  await app.analytics.command(
    sql`INSERT INTO projection_progress SELECT 'people', max(seq), '{"default":{"joinByEmail":false,"joinByPhone":false}}', 1000000000 FROM events`,
    { name: 'fill' },
    'background',
  )
}

/** Looks until all days that are over are kept. */
async function fillDays(app: TestApp, id: string): Promise<void> {
  for (;;) {
    const { cumulative, health } = await askOk<{ cumulative: object[]; health: { days: object[] } }>(
      app,
      'GET',
      `experiments/${id}/results`,
    )
    if (cumulative.length === health.days.length) return
  }
}

/** Events made in the engine: exposures over 20 days, pages, carts and orders after, pages and orders before. */
async function fill(app: TestApp, people: number, experiments: readonly string[]): Promise<void> {
  const kinds = kindsOf(experiments)
  // All that some people did goes in at once: a part for each month, in the log's order, leaves little to be merged.
  for (let from = 0; from < people; from += AT_ONCE) {
    const numbers = `numbers(${from}, ${Math.min(AT_ONCE, people - from)})`
    const rows = kinds.map((kind, index) => rowsOf(kind, numbers, index * people))
    const text = `INSERT INTO events (project_id, seq, message_id, type, event, ts, received_at, user_id, person_key, session_id, channel, device_type, country, properties, context)
      ${rows.join('\n      UNION ALL ')}
      SETTINGS max_partitions_per_insert_block = 0, max_threads = 1, max_memory_usage = ${INSERT_BYTES},
        min_insert_block_size_rows = ${AT_ONCE * kinds.length}, min_insert_block_size_bytes = ${INSERT_BYTES}`
    await app.analytics.command(new Sql([text], []), { name: 'fill' }, 'background')
  }
  await app.analytics.command(
    sql`INSERT INTO people SELECT project_id, person_key, 'user_id', user_id, min(ts), max(ts) FROM events GROUP BY project_id, person_key, user_id`,
    { name: 'fill' },
    'background',
  )
  const [count] = await app.analytics.query(
    sql`SELECT count() AS events FROM events`,
    Type.Object({ events: Type.String() }),
    { name: 'fill' },
  )
  if (Number(count?.events) < 6 * people) throw new Error('The events are not all in.')
}

/** What people do once; in SQL, of `number`. */
interface Kind {
  readonly event: string
  /** Tells it from others of its event. */
  readonly name: string
  /** Milliseconds after the exposure. */
  readonly offset: string
  /** JSON. */
  readonly properties: string
  /** Who does it; undefined: all do. */
  readonly who?: string
}

function kindsOf(experiments: readonly string[]): Kind[] {
  const after = (what: string) => `toInt64(${draw(what, 14 * DAY)})`
  const before = (what: string) => `-1 - toInt64(${draw(what, 28 * DAY)})`
  const order = (prefix: string) =>
    `concat('{"order_id":"${prefix}', toString(number), '","revenue":', toString(round(exp(3 + 1.2 * randNormal(0, 1)), 2)), ',"currency":"EUR"}')`
  return [
    ...experiments.map((id) => ({
      event: 'Experiment Viewed',
      name: id,
      offset: '0',
      properties: `concat('{"experiment_id":"${id}","variation":"', if(cityHash64(number, 'arm') % 2 = 0, 'off', 'on'), '","unit":"targetingKey","unit_value":"u', toString(number), '","phase":0}')`,
    })),
    ...['page1', 'page2', 'page3'].map((name) => ({
      event: 'Page Viewed',
      name,
      offset: after(name),
      properties: `'{}'`,
    })),
    { event: 'Page Viewed', name: 'page0', offset: before('page0'), properties: `'{}'` },
    {
      event: 'Product Added',
      name: 'cart',
      offset: after('cart'),
      properties: `concat('{"price":', toString(5 + number % 90), '}')`,
      who: `${draw('a', 10)} < 3`,
    },
    {
      event: 'Checkout Started',
      name: 'checkout',
      offset: `${after('cart')} + 60000`,
      properties: `'{}'`,
      who: `${draw('a', 20)} < 3`,
    },
    {
      event: 'Order Completed',
      name: 'order',
      offset: `${after('cart')} + 120000`,
      properties: order('o'),
      who: `${draw('a', 20)} < 2`,
    },
    {
      event: 'Order Completed',
      name: 'earlier',
      offset: before('earlier'),
      properties: order('e'),
      who: `${draw('b', 20)} < 1`,
    },
    {
      event: 'Order Refunded',
      name: 'refund',
      offset: `${after('cart')} + 240000`,
      properties: `concat('{"order_id":"o', toString(number), '"}')`,
      who: `${draw('a', 200)} < 1`,
    },
  ]
}

const rowsOf = ({ event, name, offset, properties, who = '1' }: Kind, numbers: string, seq: number) =>
  `SELECT 'default', number + ${seq}, concat('${name}', toString(number)), 'track', '${event}',
        fromUnixTimestamp64Milli(toInt64(${START} + ${draw('exposed', 20 * DAY)} + ${offset}), 'UTC') AS at, at,
        concat('u', toString(number)), cityHash64('person', number), concat('s', toString(number)), 'web',
        ['mobile', 'desktop', 'tablet'][1 + number % 3], ['DE', 'FR', 'GB', 'US', 'NL', 'SE', 'ES', 'IT'][1 + number % 8],
        ${properties}, '{}'
      FROM ${numbers} WHERE ${who}`

/** A number from 0 to below `of`, of each person. */
const draw = (what: string, of: number): string => `cityHash64(number, '${what}') % ${of}`
