import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { type PrivacyFeature, privacyFeature } from '../features/govern/privacy/index.ts'
import { peopleFeature } from '../features/understand/profiles/index.ts'
import { dumpPeople } from '../features/understand/profiles/people-dump-queries.ts'
import type { Analytics } from '../platform/analytics/analytics.ts'
import { type InlineEventLog, openInlineEventLog } from '../platform/events/inline-event-log.ts'
import { openState } from '../platform/state/open-state.ts'
import { openEventStore } from './event-store.ts'
import { copyPreparedState } from './prepared-state.ts'

/** Both stores with people and privacy on them, in folders of their own, for tests of withdrawals. */
export interface PrivacyStores {
  readonly analytics: Analytics
  readonly log: InlineEventLog
  readonly privacy: PrivacyFeature
  /** Resolves when people follow all that was appended. */
  caughtUp(): Promise<void>
  /** Draws people anew from the whole log. */
  rebuild(): Promise<void>
  /** All that is projected about people. */
  dump(): Promise<string[]>
  close(): Promise<void>
}

export async function openPrivacyStores(): Promise<PrivacyStores> {
  const folder = await mkdtemp(join(tmpdir(), 'throughline-privacy-'))
  await copyPreparedState(join(folder, 'state'))
  const state = await openState({ kind: 'embedded', dataDir: join(folder, 'state') })
  const store = await openEventStore()
  const { analytics } = store
  const log = await openInlineEventLog(analytics, async () => true)
  const project = {
    id: 'p',
    name: 'Shop',
    timezone: 'UTC',
    currency: 'EUR',
    identityRules: { joinByEmail: false, joinByPhone: false },
  }
  const shared = { analytics, eventLog: log, clock: Date.now, logger: pino({ level: 'warn' }) }
  const people = await peopleFeature({
    ...shared,
    projects: {
      byId: (id) => ({ ...project, id }),
      byWriteKey: () => project,
      defaultProject: () => project,
      all: () => [project],
    },
  })
  const privacy = await privacyFeature({
    ...shared,
    state,
    people: people.api,
    eraseRecordings: async () => 0,
    forgetPeople: async () => {},
  })
  const call = async (path: string): Promise<string> => {
    const endpoint = people.endpoints?.find(({ route }) => route.path === path)
    return JSON.stringify(await endpoint?.handle({ access: { projectId: 'p' } } as never))
  }
  return {
    analytics,
    log,
    privacy,
    caughtUp: () => people.api.caughtUp(),
    async rebuild() {
      await call('/api/v1/rebuild')
      while (!(await call('/api/v1/projections')).includes('"rebuilding":null'))
        await new Promise((resolve) => setTimeout(resolve, 20))
    },
    dump: () => dumpPeople(analytics),
    async close() {
      await privacy.close()
      await people.close()
      await log.close()
      await Promise.all([store.close(), state.destroy()])
      await rm(folder, { recursive: true, force: true })
    },
  }
}
