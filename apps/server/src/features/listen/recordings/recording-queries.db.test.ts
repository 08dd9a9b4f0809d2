import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import type { Sql } from '../../../platform/analytics/sql.ts'
import { type EventStore, openEventStore } from '../../../testing/event-store.ts'
import { type RecordingQueries, recordingQueries } from './recording-queries.ts'

const of = {
  projectId: 'p',
  personKeys: ['1', '2'],
  sessions: ['s1', 's2'],
  range: { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' },
}

const asked: Record<string, (queries: RecordingQueries) => Promise<{ size?: number; length?: number }>> = {
  recording_profiles: (queries) => queries.profiles('p', of.personKeys),
  recording_countries: (queries) => queries.countries(of),
  recording_signals: (queries) => queries.signals(of, [{ recording: 'r1', session: 's1', from: 0, to: 1 }]),
  recording_signals_in_detail: (queries) => queries.detailedSignals(of),
}

describe('the SQL of recordings', () => {
  let store: EventStore
  beforeAll(async () => {
    store = await openEventStore()
  })
  afterAll(() => store.close())

  it.each(Object.keys(asked))('%s', async (name) => {
    const seen: Record<string, Sql> = {}
    const watched: Analytics = {
      ...store.analytics,
      query: (sql, row, tags, lane) => {
        seen[tags.name] = sql
        return store.analytics.query(sql, row, tags, lane)
      },
    }
    const answer = await asked[name]?.(recordingQueries(watched))
    expect(answer?.size ?? answer?.length).toBe(name === 'recording_profiles' ? 2 : 0)
    await expect(`${seen[name]?.compile().query}\n`).toMatchFileSnapshot(
      join(import.meta.dirname, 'golden', `${name.replaceAll('_', '-')}.sql`),
    )
  })
})
