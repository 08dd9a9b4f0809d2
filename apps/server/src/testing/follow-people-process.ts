import { writeSync } from 'node:fs'
import type { IdentityRules } from '@throughline/contract/projects'
import pino from 'pino'
import { followPeople } from '../features/understand/profiles/index.ts'
import { dumpPeople } from '../features/understand/profiles/people-dump-queries.ts'
import { openAnalytics } from '../platform/analytics/open-analytics.ts'
import { openInlineEventLog } from '../platform/events/inline-event-log.ts'
import { eventRow } from './event-rows.ts'

/**
 * A process for the crash test: `<folder> <n>` follows the log and kills itself after its n-th write, so that it dies
 * between any two. With n = 0 it follows to the end and prints the state; the first on a folder fills the log.
 */
const [dataDir = '', killAfter = '0'] = process.argv.slice(2)
const rules: IdentityRules = { joinByEmail: true, joinByPhone: false }

const analytics = await openAnalytics({ kind: 'embedded', dataDir })
const log = await openInlineEventLog(analytics, async () => true)
if (log.lastSeq() === 0) await log.append(events())

let writes = 0
const counted =
  <A extends unknown[]>(write: (...args: A) => Promise<void>) =>
  async (...args: A): Promise<void> => {
    await write(...args)
    if (++writes === Number(killAfter)) process.kill(process.pid, 'SIGKILL')
  }
const mortal = { ...analytics, insert: counted(analytics.insert), command: counted(analytics.command) }

const project = { id: 'p', name: 'p', timezone: 'UTC', currency: 'EUR', identityRules: rules }
const people = await followPeople({
  analytics: mortal,
  log,
  projects: { byId: () => project },
  clock: Date.now,
  logger: pino({ level: 'silent' }),
})
await people.projector.reached(log.lastSeq())
await people.projector.pass()
writeSync(1, JSON.stringify(await dumpPeople(analytics)))
await people.projector.close()
await log.close()
await analytics.close()

function events() {
  const at = (minute: number) => Date.UTC(2026, 0, 1, 0, minute)
  const visits = Array.from({ length: 40 }, (_, n) =>
    eventRow({
      message_id: `v${n}`,
      ts: at(n),
      anonymous_id: `a${n % 7}`,
      ...(n % 3 === 0 && { user_id: `u${n % 5}` }),
      ...(n % 4 === 0 && { email: `e${n % 3}@x.example` }),
    }),
  )
  const traits = Array.from({ length: 10 }, (_, n) =>
    eventRow({
      message_id: `i${n}`,
      ts: at(60 - n),
      type: 'identify',
      event: 'identify',
      user_id: `u${n % 5}`,
      properties: JSON.stringify({ n, name: `N${n}` }),
    }),
  )
  return [
    ...visits,
    ...traits,
    ...Array.from({ length: 6 }, (_, n) =>
      eventRow({
        message_id: `c${n}`,
        ts: at(70 + n),
        event: 'Consent Updated',
        anonymous_id: `a${n % 4}`,
        properties: JSON.stringify({ analytics: n % 2 === 0, replay: n % 3 === 0 }),
      }),
    ),
    eventRow({ message_id: 'l1', type: 'alias', event: 'alias', user_id: 'u1', previous_id: 'a9' }),
    eventRow({ message_id: 'l2', type: 'alias', event: 'alias', user_id: 'u1', previous_id: 'u2' }),
    eventRow({
      message_id: 'g1',
      type: 'group',
      event: 'group',
      user_id: 'u1',
      group_id: 'g',
      properties: '{"name":"G"}',
    }),
    eventRow({
      message_id: 'w1',
      type: 'merge',
      event: 'merge',
      ts: at(90),
      user_id: 'u1',
      previous_id: 'user_id:u3',
    }),
    eventRow({
      message_id: 'w2',
      type: 'unmerge',
      event: 'unmerge',
      ts: at(91),
      user_id: 'u1',
      previous_id: 'anonymous_id:a1',
    }),
  ]
}
