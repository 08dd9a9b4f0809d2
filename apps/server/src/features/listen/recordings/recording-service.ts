import type { Recording, RecordingSummary, ReplayEvent } from '@throughline/contract/recordings'
import type { SignalName } from '@throughline/contract/signals'
import { AppError } from '../../../platform/app-error.ts'
import type { Blobs } from '../../../platform/blobs/blobs.ts'
import { personKey } from '../../../platform/events/person-key.ts'
import { unpackEvents } from './chunk-content.ts'
import type { RecordedSessions, RecordingQueries } from './recording-queries.ts'
import type { RecordingChoice, RecordingCursor, RecordingStore, StoredRecording } from './recording-store.ts'
import { recordedSignal } from './signal-detail.ts'

/** Events sent while a recording's first and last seconds were not yet, or no longer, recorded belong to it too. */
const MARGIN_MS = 5_000
/** Recordings looked through for a signal at once, and at most for one page. */
const LOOKED_AT_ONCE = 200
const MOST_LOOKED_AT = 4_000

/** Which part of a session was recorded, and of whom. */
interface SessionRecording {
  readonly id: string
  readonly sessionId: string
  /** Null where nobody is known by it. */
  readonly profileId: string | null
  readonly startedAt: Date
  readonly endedAt: Date
  /** Empty where it is not known. */
  readonly device: string
  readonly browser: string
}

interface RecordingList {
  readonly recordings: RecordingSummary[]
  readonly next: RecordingCursor | undefined
}

export interface RecordingService {
  /** The last begun first. With a signal, a page may have fewer than `limit` and still a `next`. */
  list(
    projectId: string,
    choice: RecordingChoice & { readonly signal?: SignalName },
    after: RecordingCursor | undefined,
    limit: number,
  ): Promise<RecordingList>
  /** @throws AppError `not_found` */
  get(projectId: string, id: string): Promise<Recording>
  /** What there is of some sessions; one session has a recording a tab. The first begun first. */
  ofSessions(projectId: string, sessions: readonly string[]): Promise<SessionRecording[]>
  /** @throws AppError `not_found` */
  events(projectId: string, id: string, chunk: number): Promise<ReplayEvent[]>
}

export interface RecordingServiceDependencies {
  readonly store: RecordingStore
  readonly queries: RecordingQueries
  readonly blobs: Blobs
}

export function recordingService({ store, queries, blobs }: RecordingServiceDependencies): RecordingService {
  const summaries = async (
    projectId: string,
    recordings: readonly StoredRecording[],
  ): Promise<RecordingSummary[]> => {
    if (recordings.length === 0) return []
    const of = sessionsOf(projectId, recordings)
    const [profiles, countries, signals] = await Promise.all([
      queries.profiles(projectId, of.personKeys),
      queries.countries(of),
      queries.signals(
        of,
        recordings.map((each) => ({ recording: each.id, session: each.sessionId, ...spanOf(each) })),
      ),
    ])
    const byRecording = Map.groupBy(signals, ({ recording }) => recording)
    return recordings.map((recording) => {
      const own = byRecording.get(recording.id) ?? []
      return {
        id: recording.id,
        sessionId: recording.sessionId,
        profileId: profiles.get(recording.personKeys[0] ?? '') ?? null,
        startedAt: recording.startedAt.toISOString(),
        durationMs: recording.endedAt.getTime() - recording.startedAt.getTime(),
        pages: recording.pages,
        entryPath: recording.entryPath,
        viewport: recording.viewport,
        device: recording.device || null,
        browser: recording.browser || null,
        country: countries.get(recording.sessionId) ?? null,
        signals: Object.fromEntries(own.map(({ signal, count }) => [signal, count])),
        bytes: recording.bytes,
      }
    })
  }

  const found = async (projectId: string, id: string): Promise<StoredRecording> => {
    const recording = await store.find(projectId, id)
    if (!recording) throw notFound(id)
    return recording
  }

  return {
    async list(projectId, { signal, ...choice }, after, limit) {
      if (signal === undefined) {
        const some = await store.list(projectId, choice, after, limit + 1)
        const shown = some.slice(0, limit)
        return {
          recordings: await summaries(projectId, shown),
          next: some.length > limit ? cursorAt(shown.at(-1)) : undefined,
        }
      }
      const fitting: RecordingSummary[] = []
      let last = after
      for (let looked = 0; looked < MOST_LOOKED_AT; looked += LOOKED_AT_ONCE) {
        const some = await store.list(projectId, choice, last, LOOKED_AT_ONCE)
        for (const summary of await summaries(projectId, some)) {
          last = { ms: Date.parse(summary.startedAt), id: summary.id }
          if (summary.signals[signal] === undefined) continue
          fitting.push(summary)
          if (fitting.length === limit) return { recordings: fitting, next: last }
        }
        if (some.length < LOOKED_AT_ONCE) return { recordings: fitting, next: undefined }
      }
      return { recordings: fitting, next: last }
    },

    async get(projectId, id) {
      const recording = await found(projectId, id)
      const [[summary], pageViews, chunks, signals] = await Promise.all([
        summaries(projectId, [recording]),
        store.pageViews(projectId, id),
        store.chunks(projectId, id),
        queries.detailedSignals(sessionsOf(projectId, [recording])),
      ])
      if (!summary) throw notFound(id)
      return {
        ...summary,
        signalCounts: summary.signals,
        pageViews,
        signals: signals.map(recordedSignal),
        chunks,
      }
    },

    async ofSessions(projectId, sessions) {
      const recordings = await store.ofSessions(projectId, sessions)
      const profiles = await queries.profiles(
        projectId,
        recordings.flatMap(({ personKeys }) => personKeys.slice(0, 1)),
      )
      return recordings.map(({ id, sessionId, startedAt, endedAt, device, browser, personKeys }) => ({
        id,
        sessionId,
        profileId: profiles.get(personKeys[0] ?? '') ?? null,
        startedAt,
        endedAt,
        device,
        browser,
      }))
    },

    async events(projectId, id, chunk) {
      await found(projectId, id)
      const key = await store.blobOf(projectId, id, chunk)
      const content = key && (await blobs.get(key))
      if (!content)
        throw new AppError('not_found', `The recording has no chunk ${chunk}.`, { field: 'chunk' })
      return unpackEvents(content)
    },
  }
}

const notFound = (id: string) =>
  new AppError('not_found', `There is no recording ${JSON.stringify(id)}.`, { field: 'id' })

const cursorAt = (recording: StoredRecording | undefined): RecordingCursor | undefined =>
  recording && { ms: recording.startedAt.getTime(), id: recording.id }

const spanOf = ({ startedAt, endedAt }: StoredRecording) => ({
  from: startedAt.getTime() - MARGIN_MS,
  to: endedAt.getTime() + MARGIN_MS,
})

function sessionsOf(projectId: string, recordings: readonly StoredRecording[]): RecordedSessions {
  const spans = recordings.map(spanOf)
  return {
    projectId,
    // Events before a log-in carry the anonymous id alone, even where no chunk came under it.
    personKeys: recordings.flatMap(({ personKeys, anonymousId }) => [
      ...personKeys,
      ...(anonymousId ? [personKey(projectId, { kind: 'anonymous_id', value: anonymousId })] : []),
    ]),
    sessions: recordings.map(({ sessionId }) => sessionId),
    range: {
      from: new Date(spans.reduce((least, { from }) => Math.min(least, from), Infinity)).toISOString(),
      to: new Date(spans.reduce((most, { to }) => Math.max(most, to), 0)).toISOString(),
    },
  }
}
