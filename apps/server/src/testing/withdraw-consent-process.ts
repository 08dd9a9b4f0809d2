import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { KyselyPlugin } from 'kysely'
import pino from 'pino'
import { privacyFeature } from '../features/govern/privacy/index.ts'
import { peopleFeature } from '../features/understand/profiles/index.ts'
import { dumpPeople } from '../features/understand/profiles/people-dump-queries.ts'
import { openAnalytics } from '../platform/analytics/open-analytics.ts'
import { openInlineEventLog } from '../platform/events/inline-event-log.ts'
import { openState } from '../platform/state/open-state.ts'
import { eventRow } from './event-rows.ts'

/**
 * A process for the crash test: `<folder> <n>` carries out what people in its log take back, and kills itself after its
 * n-th write to any of the three stores (events and people, erasures, recordings), so that it dies between any two. With
 * n = 0 it goes on to the end and prints what is left; the first on a folder fills it.
 */
const [folder = '', killAfter = '0'] = process.argv.slice(2)

let writes = 0
const written = (): void => {
  if (++writes === Number(killAfter)) process.kill(process.pid, 'SIGKILL')
}
const counted =
  <A extends unknown[]>(write: (...args: A) => Promise<void>) =>
  async (...args: A): Promise<void> => {
    await write(...args)
    written()
  }

const [analytics, state] = await Promise.all([
  openAnalytics({ kind: 'embedded', dataDir: folder }),
  openState({ kind: 'embedded', dataDir: join(folder, 'state') }),
])
const log = await openInlineEventLog(analytics, async () => true)
const recordings = join(folder, 'recordings')
if (!existsSync(recordings)) {
  mkdirSync(recordings)
  for (const id of ['one', 'two', 'three']) writeFileSync(join(recordings, id), '')
}
if (log.lastSeq() === 0) await log.append(events())

const mortalAnalytics = {
  ...analytics,
  insert: counted(analytics.insert),
  command: counted(analytics.command),
}
const afterEachWrite: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  async transformResult({ result }) {
    if (result.numAffectedRows !== undefined) written()
    return result
  },
}
const project = {
  id: 'p',
  name: 'p',
  timezone: 'UTC',
  currency: 'EUR',
  identityRules: { joinByEmail: false, joinByPhone: false },
}
const logger = pino({ level: 'warn' }, pino.destination(2))
const people = await peopleFeature({
  analytics: mortalAnalytics,
  eventLog: log,
  projects: {
    byId: () => project,
    byWriteKey: () => project,
    defaultProject: () => project,
    all: () => [project],
  },
  clock: Date.now,
  logger,
})
const privacy = await privacyFeature({
  analytics: mortalAnalytics,
  state: state.withPlugin(afterEachWrite),
  eventLog: log,
  people: people.api,
  async eraseRecordings() {
    const left = readdirSync(recordings)
    for (const id of left) {
      rmSync(join(recordings, id))
      written()
    }
    return left.length
  },
  forgetPeople: async () => {},
  clock: Date.now,
  logger,
})
await privacy.settled()
const erasures = await state
  .withTables<{ privacy_erasures: { purpose: string; deleted: number; done_at: Date | null } }>()
  .selectFrom('privacy_erasures')
  .select(['purpose', 'deleted', 'done_at'])
  .execute()
writeSync(
  1,
  JSON.stringify({
    people: await dumpPeople(analytics),
    timeline: await timeline(),
    recordings: readdirSync(recordings),
    undone: erasures.filter(({ done_at }) => done_at === null).length,
    deletedEvents: erasures
      .filter(({ purpose }) => purpose === 'analytics')
      .reduce((sum, { deleted }) => sum + deleted, 0),
  }),
)
await privacy.close()
await people.close()
await log.close()
await Promise.all([analytics.close(), state.destroy()])

async function timeline(): Promise<unknown> {
  const route = people.endpoints?.find((one) => one.route.path === '/api/v1/customer/:id/events')
  const ids = ['u1', 'u2', 'a1', 'a2']
  const input = (id: string) => ({ access: { projectId: 'p' }, params: { id }, query: {} })
  const pages = await Promise.all(ids.map((id) => route?.handle(input(id) as never)))
  return JSON.stringify(pages, (name, value) => (name === 'receivedAt' ? undefined : value))
}

function events() {
  const at = (minute: number) => Date.UTC(2026, 0, 1, 0, minute)
  const visits = Array.from({ length: 30 }, (_, n) =>
    eventRow({
      message_id: `v${n}`,
      ts: at(n),
      anonymous_id: `a${n % 4}`,
      browser: 'Firefox',
      ...(n % 3 === 0 && { user_id: `u${(n % 2) + 1}` }),
      context: JSON.stringify({ traits: { [`t${n % 5}`]: n } }),
    }),
  )
  const identify = { type: 'identify', event: 'identify', properties: '{"plan":"x"}' } as const
  return [
    ...visits,
    eventRow({ ...identify, message_id: 'i1', ts: at(40), user_id: 'u1', anonymous_id: 'a1' }),
    eventRow({ message_id: 'o1', ts: at(41), user_id: 'u1', event: 'Order Completed', channel: 'server' }),
    eventRow({
      message_id: 'c1',
      ts: at(50),
      user_id: 'u1',
      anonymous_id: 'a1',
      event: 'Consent Updated',
      properties: '{"analytics":false,"replay":false}',
    }),
    eventRow({
      message_id: 'c2',
      ts: at(20),
      anonymous_id: 'a2',
      event: 'Consent Updated',
      properties: '{"analytics":false}',
    }),
    eventRow({
      message_id: 'c3',
      ts: at(25),
      anonymous_id: 'a2',
      event: 'Consent Updated',
      properties: '{"analytics":true}',
    }),
  ]
}
