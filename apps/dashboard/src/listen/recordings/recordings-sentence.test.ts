import type { RecordingSummary } from '@throughline/contract/recordings'
import { expect, it } from 'vitest'
import { resolvePeriod } from '../../view/period.ts'
import { recordingsFinding } from './recordings-sentence.ts'

const recording = (signals: RecordingSummary['signals']): RecordingSummary => ({
  id: crypto.randomUUID(),
  sessionId: 's',
  profileId: null,
  startedAt: '2026-11-01T10:00:00.000Z',
  durationMs: 1_000,
  pages: 1,
  entryPath: '/',
  viewport: { width: 390, height: 844 },
  device: null,
  browser: null,
  country: null,
  signals,
  bytes: 10,
})

const week = resolvePeriod({ period: '7d' }, Date.UTC(2026, 10, 22), 'UTC', null)

it('says how many there are and what most of them met', () => {
  const recordings = [
    recording({ rage_clicked: 3 }),
    recording({ rage_clicked: 1, dead_clicked: 1 }),
    recording({ dead_clicked: 1 }),
    recording({}),
  ]
  expect(recordingsFinding(recordings, false, week, {})).toEqual({
    found: '4 recordings in the last 7 days',
    trouble: '2 with rage clicks',
  })
  expect(recordingsFinding(recordings, true, week, {}).found).toBe(
    'More than 4 recordings in the last 7 days',
  )
})

it('names what the list is narrowed to', () => {
  const search = { signal: 'dead_clicked', path: '/cart', person: 'ada' } as const
  expect(recordingsFinding([recording({ dead_clicked: 1 })], false, week, search)).toEqual({
    found: '1 recording with dead clicks of /cart of “ada” in the last 7 days',
    trouble: undefined,
  })
})

it('says none where there is none', () => {
  const day = resolvePeriod({ from: '2026-11-01', to: '2026-11-02' }, 0, 'UTC', null)
  expect(recordingsFinding([], false, day, {})).toEqual({
    found: 'No recording of 1 November 2026',
    trouble: undefined,
  })
})
