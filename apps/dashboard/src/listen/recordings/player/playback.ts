import type { Recording, ReplayEvent } from '@throughline/contract/recordings'
import type { createEngine, Engine } from './engine.ts'
import { idleStretches, type Stretch, stretchAt } from './idle-stretches.ts'
import { type LoadedChunk, missingChunks } from './load-chunks.ts'
import type { Noticed } from './noticed.ts'
import { readChunk, type Span } from './read-chunk.ts'
import type { SideLine } from './side-lines.ts'
import type { Stage } from './stage.ts'
import { createStore, type Store } from './store.ts'

export const speeds = [1, 2, 4, 8] as const

type Speed = (typeof speeds)[number]

/** What could not be shown, for a plain word about it. */
export interface Troubles {
  /** Numbers of parts that never arrived or could not be loaded. */
  readonly missing: readonly number[]
  /** Events that could not be read. */
  readonly unreadable: number
  /** How often the replayer stumbled and went on behind the place. */
  readonly stumbles: number
  /** Other sites whose pictures, fonts and styles are not loaded. */
  readonly hosts: readonly string[]
}

/** What the player shows, but for the time; milliseconds from the recording's start. */
interface PlaybackState {
  /** `opening` until the first picture; `failed` where there is none to show. */
  readonly phase: 'opening' | 'ready' | 'failed'
  readonly problem: Error | undefined
  readonly playing: boolean
  /** The moment that is wanted is not loaded yet. */
  readonly waiting: boolean
  readonly ended: boolean
  readonly speed: Speed
  readonly skipIdle: boolean
  readonly loadedUntil: number
  /** Every part is here, or known to be missing. */
  readonly complete: boolean
  readonly idle: readonly Stretch[]
  /** The stretch that was just skipped. */
  readonly skipped: Stretch | undefined
  readonly lines: readonly SideLine[]
  readonly troubles: Troubles
}

export interface Playback {
  readonly state: Store<PlaybackState>
  /** Milliseconds from the start; changes with every frame while it plays. */
  readonly time: Store<number>
  readonly span: Span
  play(): void
  pause(): void
  toggle(): void
  seek(time: number): void
  setSpeed(speed: Speed): void
  setSkipIdle(skip: boolean): void
  destroy(): void
}

export interface PlaybackParts {
  readonly recording: Recording
  /** Sites that the viewer allowed to load from. */
  readonly hosts: readonly string[]
  /** Where to begin; standing still there. Left out, it plays from the first picture. */
  readonly at: number | undefined
  readonly autoplay: boolean
  readonly openStage: () => Promise<Stage>
  readonly createEngine: () => Promise<typeof createEngine>
  readonly chunks: (signal: AbortSignal) => AsyncIterable<LoadedChunk>
}

/** Longer without progress means that an event made the replayer stop. */
const stallMs = 1_200

/** Loads a recording part by part and plays it; playing begins with the first part that has a picture. */
export function createPlayback(parts: PlaybackParts): Playback {
  const { recording } = parts
  const span: Span = {
    startedAt: Date.parse(recording.startedAt),
    durationMs: Math.max(1, recording.durationMs),
  }
  const noticed: Noticed = { hosts: new Set() }
  const stop = new AbortController()
  const deedsAt = recording.signals.map(({ at }) => at - span.startedAt)
  const time = createStore(parts.at ?? 0)
  const state = createStore<PlaybackState>({
    phase: 'opening',
    problem: undefined,
    playing: parts.autoplay,
    waiting: true,
    ended: false,
    speed: 1,
    skipIdle: true,
    loadedUntil: 0,
    complete: false,
    idle: [],
    skipped: undefined,
    lines: [],
    troubles: { missing: missingChunks(recording.chunks), unreadable: 0, stumbles: 0, hosts: [] },
  })
  let stage: Stage | undefined
  let engine: Engine | undefined
  let pictureAt = 0
  let frame = 0
  let advanced = { at: 0, when: 0 }

  const update = (change: Partial<PlaybackState>): void => state.set({ ...state.get(), ...change })
  const trouble = (change: Partial<Troubles>): void =>
    update({ troubles: { ...state.get().troubles, ...change } })

  /** Brings the replayer to a moment that is loaded. */
  const go = (to: number): void => {
    time.set(to)
    advanced = { at: to, when: performance.now() }
    try {
      if (state.get().playing) engine?.play(to)
      else engine?.show(to)
    } catch {
      trouble({ stumbles: state.get().troubles.stumbles + 1 })
    }
    if (state.get().playing) follow()
  }

  const seek = (to: number): void => {
    const target = Math.min(span.durationMs, Math.max(pictureAt, to))
    const { complete, loadedUntil, waiting } = state.get()
    if (engine && (complete || target <= loadedUntil)) {
      update({ waiting: false, ended: false })
      go(target)
      return
    }
    if (engine && !waiting) engine.show(time.get())
    time.set(target)
    update({ waiting: true, ended: false })
  }

  const play = (): void => {
    const { ended, waiting } = state.get()
    update({ playing: true })
    if (ended) seek(0)
    else if (!waiting) go(time.get())
  }

  const pause = (): void => {
    const wasPlaying = state.get().playing && !state.get().waiting
    update({ playing: false })
    if (wasPlaying) go(time.get())
  }

  const onEnd = (): void => {
    if (state.get().complete) {
      time.set(span.durationMs)
      update({ playing: false, ended: true, waiting: false })
    } else update({ waiting: true })
  }

  const skip = (stretch: Stretch): void => {
    update({ skipped: stretch })
    setTimeout(() => {
      if (state.get().skipped === stretch) update({ skipped: undefined })
    }, 1_800)
    seek(stretch.to)
  }

  const follow = (): void => {
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(() => {
      const { playing, waiting, skipIdle, idle } = state.get()
      if (!engine || !playing || waiting) return
      const now = Math.min(span.durationMs, engine.time())
      const stretch = skipIdle ? stretchAt(idle, now) : undefined
      if (stretch) return skip(stretch)
      if (now !== advanced.at) advanced = { at: now, when: performance.now() }
      else if (performance.now() - advanced.when > stallMs) {
        trouble({ stumbles: state.get().troubles.stumbles + 1 })
        return seek(now + 50)
      }
      time.set(now)
      follow()
    })
  }

  const take = async (chunk: LoadedChunk, early: ReplayEvent[]): Promise<void> => {
    const { troubles } = state.get()
    if ('problem' in chunk) return trouble({ missing: [...troubles.missing, chunk.chunk] })
    const read = readChunk(chunk.events, span, noticed)
    deedsAt.push(...read.deedsAt)
    const loadedUntil = Math.max(state.get().loadedUntil, read.lastAt)
    update({
      loadedUntil,
      idle: idleStretches(deedsAt, loadedUntil),
      lines: [...state.get().lines, ...read.lines].sort((a, b) => a.at - b.at),
      troubles: {
        ...troubles,
        unreadable: troubles.unreadable + read.unreadable,
        hosts: [...noticed.hosts].filter((host) => !parts.hosts.includes(host) && host !== location.host),
      },
    })
    if (engine) await engine.add(read.events)
    else {
      early.push(...read.events)
      if (read.pictureAt !== undefined) await open(early, read.pictureAt)
    }
    settle()
  }

  const open = async (events: ReplayEvent[], firstPicture: number): Promise<void> => {
    const [opened, create] = await Promise.all([stage ?? parts.openStage(), parts.createEngine()])
    if (stop.signal.aborted) return opened.remove()
    stage = opened
    pictureAt = firstPicture + 1
    engine = create({
      root: stage.root,
      startedAt: span.startedAt,
      events,
      speed: state.get().speed,
      onResize: stage.resize,
      onEnd,
    })
    update({ phase: 'ready' })
  }

  /** Goes on where the viewer waits, once that is loaded. */
  const settle = (): void => {
    const { waiting, complete, loadedUntil } = state.get()
    if (engine && waiting && (complete || time.get() <= loadedUntil)) seek(time.get())
  }

  const run = async (): Promise<void> => {
    const early: ReplayEvent[] = []
    for await (const chunk of parts.chunks(stop.signal)) await take(chunk, early)
    if (stop.signal.aborted) return
    update({ complete: true, loadedUntil: span.durationMs, idle: idleStretches(deedsAt, span.durationMs) })
    if (!engine) update({ phase: 'failed', waiting: false })
    settle()
  }

  const onVisibility = (): void => {
    const { playing, waiting } = state.get()
    if (!playing || waiting) return
    if (document.hidden) engine?.show(time.get())
    else go(time.get())
  }
  document.addEventListener('visibilitychange', onVisibility, { signal: stop.signal })
  run().catch((error: unknown) => {
    const problem = error instanceof Error ? error : new Error(String(error))
    update({ phase: 'failed', waiting: false, problem })
  })

  return {
    state,
    time,
    span,
    play,
    pause,
    toggle: () => (state.get().playing ? pause() : play()),
    seek,
    setSpeed(speed) {
      update({ speed })
      engine?.setSpeed(speed)
    },
    setSkipIdle: (skipIdle) => update({ skipIdle }),
    destroy() {
      stop.abort()
      cancelAnimationFrame(frame)
      engine?.destroy()
      stage?.remove()
      engine = undefined
    },
  }
}
