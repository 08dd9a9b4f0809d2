import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { folderBlobs } from '../../../platform/blobs/folder-blobs.ts'
import { personKey, profileIdOf } from '../../../platform/events/person-key.ts'
import { openState } from '../../../platform/state/open-state.ts'
import type { State } from '../../../platform/state/state.ts'
import { eventRow } from '../../../testing/event-rows.ts'
import { type EventStore, openEventStore } from '../../../testing/event-store.ts'
import { copyPreparedState } from '../../../testing/prepared-state.ts'
import { recordingQueries } from './recording-queries.ts'
import { type RecordingService, recordingService } from './recording-service.ts'
import { recordingStore } from './recording-store.ts'

const ada = personKey('p', { kind: 'anonymous_id', value: 'ada' })
const at = (minutes: number) => new Date(Date.UTC(2026, 3, 1, 12, minutes))

let folder: string
let state: State
let store: EventStore
let recordings: RecordingService

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-recordings-'))
  await copyPreparedState(join(folder, 'state'))
  state = await openState({ kind: 'embedded', dataDir: join(folder, 'state') })
  store = await openEventStore()
  recordings = recordingService({
    store: recordingStore(state),
    queries: recordingQueries(store.analytics),
    blobs: folderBlobs(join(folder, 'blobs'), async () => true),
  })
  for (const id of ['p', 'other'])
    await sql`
      INSERT INTO projects (id, name, timezone, currency, identity_rules, created_at, changed_at)
      VALUES (${id}, ${id}, 'UTC', 'EUR', '{}', now(), now())`.execute(state)
  await put('p', 'second-tab', 's1', 5)
  await put('p', 'first-tab', 's1', 0)
  await put('p', 'of-nobody', 's2', 0, null)
  await put('p', 'removed', 's1', 1, ada, new Date())
  await put('p', 'elsewhere', 's9', 0)
  await put('other', 'stranger', 's1', 0)
})
afterAll(async () => {
  await Promise.all([store.close(), state.destroy()])
  await rm(folder, { recursive: true })
})

async function put(
  project: string,
  id: string,
  session: string,
  minutes: number,
  person: string | null = ada,
  removedAt: Date | null = null,
): Promise<void> {
  await sql`
    INSERT INTO recordings VALUES (${project}, ${id}, ${session}, 'ada', ${at(minutes)}, ${at(minutes + 3)}, 0, 390, 844,
      'mobile', 'Safari', 1, 10, ${removedAt}, false)`.execute(state)
  if (person !== null)
    await sql`INSERT INTO recording_people VALUES (${project}, ${id}, ${person}, ${at(minutes)})`.execute(
      state,
    )
}

it('the recordings of some sessions, tab by tab, with whose they are', async () => {
  expect(await recordings.ofSessions('p', ['s1', 's2', 's1', 's3'])).toEqual([
    {
      id: 'first-tab',
      sessionId: 's1',
      profileId: profileIdOf(ada),
      startedAt: at(0),
      endedAt: at(3),
      device: 'mobile',
      browser: 'Safari',
    },
    expect.objectContaining({ id: 'of-nobody', profileId: null }),
    expect.objectContaining({ id: 'second-tab', startedAt: at(5) }),
  ])
  expect(await recordings.ofSessions('p', [])).toEqual([])
})

it('counts all signals of each tab, however many one of them has', async () => {
  const signal = (event: string, minute: number) =>
    eventRow({ anonymous_id: 'ada', session_id: 's1', event, ts: at(minute).getTime() })
  await store.write([
    signal('Dead Clicked', 1),
    ...Array.from({ length: 20_500 }, () => signal('Script Failed', 6)),
    signal('Rage Clicked', 7),
    signal('Rage Clicked', 20),
  ])
  const list = await recordings.list('p', { session: 's1' }, undefined, 10)
  expect(list.recordings.map(({ id, signals }) => [id, signals])).toEqual([
    ['second-tab', { script_failed: 20_500, rage_clicked: 1 }],
    ['first-tab', { dead_clicked: 1 }],
  ])
})
