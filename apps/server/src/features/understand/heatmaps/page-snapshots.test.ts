import type { Recording } from '@throughline/contract/recordings'
import { describe, expect, it } from 'vitest'
import { findSnapshot, type RecordedPages, snapshotIn } from './page-snapshots.ts'

const start = Date.UTC(2026, 0, 1)
const seconds = (count: number): number => start + count * 1000

/** A recording of a minute that saw pages at seconds from its start. */
function recording(pages: readonly (readonly [number, string])[], more: Partial<Recording> = {}): Recording {
  return {
    id: 'recording',
    sessionId: 's',
    profileId: null,
    startedAt: new Date(start).toISOString(),
    durationMs: 60_000,
    pages: pages.length,
    entryPath: '/',
    viewport: { width: 1280, height: 720 },
    device: 'desktop',
    browser: null,
    country: null,
    signals: [],
    signalCounts: {},
    bytes: 1,
    pageViews: pages.map(([at, path]) => ({ at: seconds(at), path, title: '' })),
    chunks: [0],
    ...more,
  }
}

/** The recordings feature, of a few recordings. */
const recordedPages = (recordings: readonly Recording[]): RecordedPages & { asked: object[] } => {
  const asked: object[] = []
  return {
    asked,
    list: async (_project, choice) => {
      asked.push(choice)
      return {
        recordings: recordings.map(({ signalCounts, pageViews: _views, chunks: _chunks, ...rest }) => ({
          ...rest,
          signals: signalCounts,
        })),
      }
    },
    get: async (_project, id) => recordings.find((each) => each.id === id) ?? recording([]),
  }
}

describe('the moment at which a page stands', () => {
  it('is three seconds after the first stay that lasted longer', () => {
    const seen = recording([
      [0, '/product/a'],
      [1, '/cart'],
      [5, '/product/b'],
      [20, '/product/c'],
    ])
    expect(snapshotIn(seen, '/product/*')).toMatchObject({ at: seconds(8), path: '/product/b' })
  })

  it('is just before the end of the longest stay where all were short', () => {
    const seen = recording([
      [0, '/a'],
      [1, '/b'],
      [3, '/a'],
      [5, '/b'],
    ])
    expect(snapshotIn(seen, '/a')).toMatchObject({ at: seconds(5) - 1 })
  })

  it('is the end of a recording that had just come to the page', () => {
    const seen = recording([
      [0, '/a'],
      [59.9, '/b'],
    ])
    expect(snapshotIn(seen, '/b')).toMatchObject({ at: seconds(60) })
  })

  it('is none where the page was left before it was drawn', () => {
    const seen = recording([
      [0, '/a'],
      [0.1, '/b'],
    ])
    expect(snapshotIn(seen, '/a')).toBeNull()
    expect(snapshotIn(seen, '/c')).toBeNull()
  })
})

describe('the recording that shows a page', () => {
  const range = { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' }
  const phone = recording([[0, '/a']], { id: 'phone', device: 'mobile' })
  const computer = recording([[0, '/a']], { id: 'computer' })
  const find = (recordings: RecordedPages, device: string | undefined) =>
    findSnapshot(recordings, 'p', { path: '/a', device, ...range })

  it('is of the device, and the newest of any where none is asked for', async () => {
    expect(await find(recordedPages([computer, phone]), 'mobile')).toMatchObject({ recordingId: 'phone' })
    expect(await find(recordedPages([computer, phone]), undefined)).toMatchObject({ recordingId: 'computer' })
    expect(await find(recordedPages([computer]), 'tablet')).toBeNull()
  })

  it('is looked for in the range first, then at any time', async () => {
    const none = recordedPages([])
    expect(await find(none, undefined)).toBeNull()
    expect(none.asked).toEqual([{ path: '/a', ...range }, { path: '/a' }])
  })
})
