import type { Recording, ReplayEvent } from '@throughline/contract/recordings'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Engine } from './engine.ts'
import type { LoadedChunk } from './load-chunks.ts'
import { createPlayback, type Playback } from './playback.ts'

const startedAt = Date.parse('2026-11-22T12:00:00Z')

/** Frames are drawn when a test says so. */
let frames: (() => void)[] = []
const drawFrame = (): void => {
  const due = frames
  frames = []
  for (const frame of due) frame()
}

beforeEach(() => {
  frames = []
  vi.stubGlobal('document', { addEventListener: () => undefined, hidden: false })
  vi.stubGlobal('location', { host: 'throughline.example' })
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame))
  vi.stubGlobal('cancelAnimationFrame', () => {
    frames = []
  })
})

const recording = (durationMs: number, chunks: number[]): Recording => ({
  id: 'r',
  sessionId: 's',
  profileId: null,
  startedAt: new Date(startedAt).toISOString(),
  durationMs,
  pages: 1,
  entryPath: '/',
  viewport: { width: 100, height: 100 },
  device: null,
  browser: null,
  country: null,
  signalCounts: {},
  signals: [],
  bytes: 1,
  pageViews: [],
  chunks,
})

const node = {
  type: 0,
  id: 1,
  childNodes: [{ type: 2, id: 2, tagName: 'html', attributes: {}, childNodes: [] }],
}
const snapshot = (at: number): ReplayEvent => ({
  type: 2,
  timestamp: startedAt + at,
  data: { node, initialOffset: { top: 0, left: 0 } },
})
const scroll = (at: number): ReplayEvent => ({
  type: 3,
  timestamp: startedAt + at,
  data: { source: 3, id: 2, x: 0, y: 1 },
})

interface Scene {
  readonly playback: Playback
  /** What the engine was told, in order. */
  readonly told: string[]
  /** The engine's own clock. */
  now: number
  end(): void
  arrives(chunk: LoadedChunk): Promise<void>
  complete(): Promise<void>
}

function scene(
  options: { durationMs?: number; chunks?: number[]; at?: number; fails?: boolean } = {},
): Scene {
  const { durationMs = 60_000, chunks = [0, 1], at, fails = false } = options
  const told: string[] = []
  const waiting: ((chunk: LoadedChunk | undefined) => void)[] = []
  const set = { now: 0, end: () => {} }
  async function* arrivals(): AsyncGenerator<LoadedChunk> {
    for (;;) {
      const chunk = await new Promise<LoadedChunk | undefined>((arrive) => waiting.push(arrive))
      if (!chunk) return
      yield chunk
    }
  }
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
  }
  const playback = createPlayback({
    recording: recording(durationMs, chunks),
    hosts: [],
    at,
    autoplay: at === undefined,
    openStage: async () => ({ root: {} as HTMLElement, resize: () => undefined, remove: () => undefined }),
    createEngine: async () => {
      if (fails) throw new Error('offline')
      return ({ onEnd }): Engine => {
        set.end = onEnd
        return {
          add: async (events) => void told.push(`add ${events.length}`),
          play: (to) => {
            set.now = to
            told.push(`play ${to}`)
          },
          show: (to) => {
            set.now = to
            told.push(`show ${to}`)
          },
          time: () => set.now,
          setSpeed: (speed) => void told.push(`speed ${speed}`),
          destroy: () => void told.push('destroy'),
        }
      }
    },
    chunks: () => arrivals(),
  })
  return {
    playback,
    told,
    get now() {
      return set.now
    },
    set now(time) {
      set.now = time
    },
    end: () => set.end(),
    async arrives(chunk) {
      await settle()
      waiting.shift()?.(chunk)
      await settle()
    },
    async complete() {
      await settle()
      waiting.shift()?.(undefined)
      await settle()
    },
  }
}

it('plays as soon as there is a picture, and takes what comes later', async () => {
  const { playback, told, arrives, complete } = scene()
  expect(playback.state.get()).toMatchObject({ phase: 'opening', playing: true, waiting: true })
  await arrives({ chunk: 0, events: [snapshot(10), scroll(2_000)] })
  expect(told).toEqual(['play 11'])
  expect(playback.state.get()).toMatchObject({
    phase: 'ready',
    waiting: false,
    loadedUntil: 2_000,
    complete: false,
  })
  await arrives({ chunk: 1, events: [scroll(3_000)] })
  await complete()
  expect(told).toEqual(['play 11', 'add 1'])
  expect(playback.state.get()).toMatchObject({ complete: true, loadedUntil: 60_000 })
})

it('waits where the recording is not loaded yet, and goes on once it is', async () => {
  const view = scene({ at: 30_000 })
  await view.arrives({ chunk: 0, events: [snapshot(0), scroll(5_000)] })
  expect(view.told).toEqual([])
  expect(view.playback.state.get().waiting).toBe(true)
  await view.arrives({ chunk: 1, events: [scroll(40_000)] })
  expect(view.told).toEqual(['add 1', 'show 30000'])

  view.playback.play()
  view.playback.seek(50_000)
  expect(view.playback.state.get()).toMatchObject({ playing: true, waiting: true })
  expect(view.playback.time.get()).toBe(50_000)
  await view.complete()
  expect(view.told.at(-1)).toBe('play 50000')
})

it('waits at the end of what is loaded, and ends at the end of all', async () => {
  const view = scene({ durationMs: 8_000 })
  await view.arrives({ chunk: 0, events: [snapshot(0), scroll(4_000)] })
  view.end()
  expect(view.playback.state.get()).toMatchObject({ playing: true, waiting: true, ended: false })
  await view.arrives({ chunk: 1, events: [scroll(8_000)] })
  expect(view.playback.state.get().waiting).toBe(false)
  await view.complete()
  view.end()
  expect(view.playback.state.get()).toMatchObject({ playing: false, ended: true })
  expect(view.playback.time.get()).toBe(8_000)
  view.playback.play()
  expect(view.told.at(-1)).toBe('play 1')
})

it('skips what is idle unless it is told not to', async () => {
  const view = scene()
  await view.arrives({ chunk: 0, events: [snapshot(0), scroll(2_000), scroll(32_000)] })
  expect(view.playback.state.get().idle).toEqual([{ from: 3_000, to: 31_000 }])
  view.now = 2_900
  drawFrame()
  expect(view.playback.time.get()).toBe(2_900)
  view.now = 3_050
  drawFrame()
  expect(view.told.at(-1)).toBe('play 31000')
  expect(view.playback.state.get().skipped).toEqual({ from: 3_000, to: 31_000 })

  view.playback.setSkipIdle(false)
  view.playback.seek(4_000)
  view.now = 5_000
  drawFrame()
  expect(view.playback.time.get()).toBe(5_000)
})

it('goes on behind an event that stops the replayer', async () => {
  let clock = 0
  vi.spyOn(performance, 'now').mockImplementation(() => clock)
  const view = scene()
  await view.arrives({ chunk: 0, events: [snapshot(0), scroll(1_000), scroll(4_000)] })
  view.now = 900
  drawFrame()
  clock = 2_000
  drawFrame()
  expect(view.told.at(-1)).toBe('play 950')
  expect(view.playback.state.get().troubles.stumbles).toBe(1)
})

it('tells what is missing and what could not be read', async () => {
  const view = scene({ chunks: [0, 2, 3] })
  await view.arrives({
    chunk: 0,
    events: [snapshot(0), { type: 3, timestamp: startedAt, data: null }, scroll(-60_000)],
  })
  await view.arrives({ chunk: 2, problem: new Error('gone') })
  await view.complete()
  expect(view.playback.state.get().troubles).toMatchObject({ missing: [1, 2], unreadable: 2 })
})

it('says that there is nothing to see, and why', async () => {
  const pictureless = scene()
  await pictureless.arrives({ chunk: 0, events: [scroll(1_000)] })
  await pictureless.complete()
  expect(pictureless.playback.state.get()).toMatchObject({ phase: 'failed', problem: undefined })
  const offline = scene({ fails: true })
  await offline.arrives({ chunk: 0, events: [snapshot(0)] })
  expect(offline.playback.state.get()).toMatchObject({ phase: 'failed', problem: new Error('offline') })
})
