import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IdentityRules } from '@throughline/contract/projects'
import fc from 'fast-check'
import pino from 'pino'
import { Type } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import { openAnalytics } from '../../../platform/analytics/open-analytics.ts'
import { sql, uint64s } from '../../../platform/analytics/sql.ts'
import type { EventRow } from '../../../platform/events/event-row.ts'
import { type InlineEventLog, openInlineEventLog } from '../../../platform/events/inline-event-log.ts'
import { personKey } from '../../../platform/events/person-key.ts'
import { profileKey } from '../../../platform/events/profile-key.ts'
import { eventRow } from '../../../testing/event-rows.ts'
import { resolveIdentity } from './identity.ts'
import { factsOf, type Happening, history } from './identity-histories.ts'
import { followPeople, type PeopleProjectionHandle } from './index.ts'
import { type KeyedIdentifier, keyed } from './keyed-identifier.ts'
import { dumpPeople } from './people-dump-queries.ts'

let dataDir: string
let analytics: Analytics
let log: InlineEventLog
let people: PeopleProjectionHandle
const rulesByProject = new Map<string, IdentityRules>()

const follow = () =>
  followPeople({
    analytics,
    log,
    projects: {
      byId: (id) => ({
        id,
        name: id,
        timezone: 'UTC',
        currency: 'EUR',
        identityRules: rulesByProject.get(id) ?? { joinByEmail: false, joinByPhone: false },
      }),
    },
    clock: Date.now,
    logger: pino({ level: 'warn' }),
  })

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'throughline-people-'))
  analytics = await openAnalytics({ kind: 'embedded', dataDir })
  log = await openInlineEventLog(analytics, async () => true)
  people = await follow()
})

afterAll(async () => {
  await people.projector.close()
  await log.close()
  await analytics.close()
  await rm(dataDir, { recursive: true, force: true })
})

const Mapped = Type.Object({ key: Type.String(), profile: Type.String() })

async function profilesOf(keys: readonly string[]): Promise<Map<string, string>> {
  const rows = await analytics.query(
    sql`SELECT key, ${profileKey(sql`key`)} AS profile FROM (SELECT arrayJoin(${uint64s(keys)}) AS key)`,
    Mapped,
    { name: 'test' },
  )
  return new Map(rows.map(({ key, profile }) => [key, profile]))
}

/** The row of a happening in a project of its own. */
function rowOf(happening: Happening, projectId: string): EventRow {
  const base = { project_id: projectId, anonymous_id: '' }
  if (happening.does === 'say') {
    const { word, subject, other, at, by } = happening.word
    return eventRow({
      ...base,
      message_id: at.messageId,
      type: word,
      event: word,
      ts: at.ts,
      [other.kind]: other.value,
      previous_id: `${subject.kind}:${subject.value}`,
      properties: JSON.stringify({ by }),
    })
  }
  const { ts, messageId } = happening
  if (happening.does === 'alias')
    return eventRow({
      ...base,
      message_id: messageId,
      type: 'alias',
      event: 'alias',
      ts,
      user_id: happening.user.value,
      previous_id: happening.previousId,
    })
  const ids = Object.fromEntries(happening.ids.map(({ kind, value }) => [kind, value]))
  return eventRow({ ...base, message_id: messageId, ts, ...ids })
}

const inProject = (one: KeyedIdentifier, projectId: string) => keyed(projectId, one.kind, one.value)

function moved(happening: Happening, projectId: string): Happening {
  switch (happening.does) {
    case 'event':
      return { ...happening, ids: happening.ids.map((id) => inProject(id, projectId)) }
    case 'alias':
      return { ...happening, user: inProject(happening.user, projectId) }
    case 'say': {
      const { subject, other } = happening.word
      const word = {
        ...happening.word,
        subject: inProject(subject, projectId),
        other: inProject(other, projectId),
      }
      return { ...happening, word }
    }
  }
}

test('person keys made in SQL are those made in JavaScript', async () => {
  const values = ['u1', 'ü "\' \\ \t 漢字 😀', 'a:b', "0'; DROP TABLE events"]
  await log.append(
    values.map((value) => eventRow({ project_id: 'keys', user_id: value, anonymous_id: `${value}-a` })),
  )
  await people.projector.reached(log.lastSeq())
  const keys = values.map((value) => personKey('keys', { kind: 'anonymous_id', value: `${value}-a` }))
  const profiles = await profilesOf(keys)
  expect(keys.map((key) => profiles.get(key))).toEqual(
    values.map((value) => personKey('keys', { kind: 'user_id', value })),
  )
})

let project = 0

test('random histories in any order and any batches come to what the rules say, and a rebuild to the same', async () => {
  const arrivals = history(true).chain((happenings) =>
    fc.record({
      happenings: fc.constant(happenings),
      order: fc.shuffledSubarray(happenings, { minLength: happenings.length }),
      cuts: fc.array(fc.boolean(), { minLength: happenings.length, maxLength: happenings.length }),
      rules: fc.record({ joinByEmail: fc.boolean(), joinByPhone: fc.boolean() }),
    }),
  )
  const expected = new Map<string, string>()
  await fc.assert(
    fc.asyncProperty(arrivals, async ({ happenings, order, cuts, rules }) => {
      const projectId = `random${++project}`
      rulesByProject.set(projectId, rules)
      let batch: EventRow[] = []
      for (const [at, happening] of order.entries()) {
        batch.push(rowOf(happening, projectId))
        if (!cuts[at]) continue
        await log.append(batch)
        await people.projector.pass()
        batch = []
      }
      await log.append(batch)
      await people.projector.pass()
      await people.projector.pass()

      const facts = factsOf(
        happenings.map((one) => moved(one, projectId)),
        rules,
        projectId,
      )
      const { rootOf } = resolveIdentity(facts)
      const keys = new Set(facts.claims.flatMap(({ weaker, claimer }) => [weaker.key, claimer.key]))
      const profiles = await profilesOf([...keys])
      for (const key of keys) {
        expect(profiles.get(key)).toBe(rootOf(key))
        expected.set(key, rootOf(key))
      }
    }),
    { numRuns: 12 },
  )

  const before = await dumpPeople(analytics)
  await people.rebuild(() => undefined)
  expect(await dumpPeople(analytics)).toEqual(before)
  const profiles = await profilesOf([...expected.keys()])
  for (const [key, root] of expected) expect(profiles.get(key)).toBe(root)
})
