import { hash } from 'node:crypto'
import { type ReplayEvent, recordingLimits } from '@throughline/contract/recordings'
import { AppError } from '../../../platform/app-error.ts'
import type { Blobs } from '../../../platform/blobs/blobs.ts'
import { personKey, strongestIdentifier } from '../../../platform/events/person-key.ts'
import type { ArrivalStore, OpenRecording, RecordingKey } from './arrival-store.ts'
import { blobFolder } from './blob-folder.ts'
import { packEvents } from './chunk-content.ts'
import { type ReadChunk, readChunk } from './read-chunk.ts'

const DAY_MS = 86_400_000

/** What is known of a request beside its body. */
interface ReplayDelivery {
  readonly projectId: string
  /** By the sender's clock, where it says so. */
  readonly sentAt: number | undefined
  readonly receivedAt: number
  readonly device: string
  readonly browser: string
}

export interface ArrivalService {
  /**
   * Stores a chunk; resolves when it is on disk. The same chunk again changes nothing.
   *
   * @throws AppError `invalid`, `forbidden`, `conflict` or `limit_exceeded`, with the field; `unavailable` of the disk
   */
  take(body: unknown, delivery: ReplayDelivery): Promise<void>
}

export interface ArrivalDependencies {
  readonly store: ArrivalStore
  readonly blobs: Blobs
  /** Older recordings are removed, so they are not taken either. */
  readonly keptDays: number
}

export function arrivalService({ store, blobs, keptDays }: ArrivalDependencies): ArrivalService {
  return {
    async take(body, delivery) {
      const read = readChunk(body, delivery.sentAt, delivery.receivedAt)
      const { recordingId, chunk, sessionId, anonymousId, userId, events, pages, viewport } = read.chunk
      const key: RecordingKey = { projectId: delivery.projectId, id: recordingId }

      const found = await store.find(key, chunk)
      const offset = found?.clockOffsetMs ?? read.clockOffsetMs
      const startedAt = new Date(read.firstAt + offset)
      const endedAt = new Date(read.lastAt + offset)
      checkAge(startedAt, endedAt, delivery.receivedAt, keptDays)
      if (found) {
        checkBelongs(found, read)
        if (found.hasChunk) return
        checkRoom(found, endedAt)
      } else {
        const { device, browser } = delivery
        await store.begin({
          ...key,
          sessionId,
          anonymousId: anonymousId ?? '',
          startedAt,
          endedAt,
          clockOffsetMs: offset,
          viewport,
          device,
          browser,
        })
      }

      const content = await packEvents(moved(events, offset))
      // Named by what is in it: of two different chunks that claim one number at once, neither overwrites the other's.
      const blob = `${blobFolder(key)}/${chunk}-${hash('sha256', content, 'hex').slice(0, 16)}.json.br`
      await blobs.put(blob, content)
      const person = strongestIdentifier({
        user_id: userId ?? '',
        email: '',
        phone: '',
        card: '',
        anonymous_id: anonymousId ?? '',
      })
      const outcome = await store.add({
        ...key,
        chunk,
        blob,
        bytes: content.length,
        startedAt,
        endedAt,
        pages: pages.map(({ at, path, title }) => ({ at: at + offset, path, title })),
        personKey: person && personKey(delivery.projectId, person),
      })
      if (outcome === 'removed') {
        await blobs.remove(blob)
        throw wasRemoved()
      }
    },
  }
}

function checkAge(startedAt: Date, endedAt: Date, receivedAt: number, keptDays: number): void {
  if (endedAt.getTime() > receivedAt + recordingLimits.aheadMs)
    throw new AppError('invalid', 'events: the last one’s timestamp is more than an hour ahead.', {
      field: 'events',
    })
  if (startedAt.getTime() < receivedAt - keptDays * DAY_MS)
    throw new AppError(
      'invalid',
      `events: the first one’s timestamp is older than ${keptDays} days, for which recordings are kept.`,
      { field: 'events' },
    )
  if (endedAt.getTime() - startedAt.getTime() > recordingLimits.durationMs) throw tooLong()
}

function checkBelongs({ sessionId, isRemoved }: OpenRecording, { chunk }: ReadChunk): void {
  if (isRemoved) throw wasRemoved()
  if (sessionId !== chunk.sessionId)
    throw new AppError('conflict', 'sessionId: the recording is of another session.', { field: 'sessionId' })
}

function checkRoom({ chunks, bytes, startedAt }: OpenRecording, endedAt: Date): void {
  const { chunks: mostChunks, recordingBytes, durationMs } = recordingLimits
  if (chunks >= mostChunks || bytes >= recordingBytes)
    throw new AppError(
      'limit_exceeded',
      `recordingId: a recording has at most ${mostChunks} chunks and ${recordingBytes / 1024 / 1024} MB. Begin another.`,
      { field: 'recordingId', tooLarge: true },
    )
  if (Math.abs(endedAt.getTime() - startedAt.getTime()) > durationMs) throw tooLong()
}

const tooLong = () =>
  new AppError(
    'limit_exceeded',
    `events: a recording lasts at most ${recordingLimits.durationMs / 3_600_000} hours. Begin another.`,
    { field: 'events', tooLarge: true },
  )

const wasRemoved = () =>
  new AppError('conflict', 'recordingId: the recording was deleted. Begin another.', { field: 'recordingId' })

const moved = (events: readonly ReplayEvent[], offset: number): readonly ReplayEvent[] =>
  offset === 0 ? events : events.map((event) => ({ ...event, timestamp: event.timestamp + offset }))
