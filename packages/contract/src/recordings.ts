import { type Static, type TSchema, Type } from 'typebox'
import { defineRoute } from './route.ts'
import { SignalName } from './signals.ts'

/** What the door for recordings takes at most. */
export const recordingLimits = {
  /** Bytes of one request as it is sent, compressed or not. */
  sentBytes: 4 * 1024 * 1024,
  /** Bytes after decompression: a snapshot of 20,000 nodes with its style sheets has about 5 MB. */
  bodyBytes: 20 * 1024 * 1024,
  events: 20_000,
  /** Objects and arrays inside each other. A browser's parser nests elements 512 deep, two levels of JSON each. */
  nesting: 2_000,
  /** Of one recording: about 28 hours at one chunk in 5 s. */
  chunks: 20_000,
  /** Of one recording, as it is stored. */
  recordingBytes: 200 * 1024 * 1024,
  /** From a recording's first to its last event. */
  durationMs: 48 * 3_600_000,
  /** An event's time may be this much ahead of the server's, once the sender's clock is corrected. */
  aheadMs: 3_600_000,
  pages: 200,
} as const

const strict = { additionalProperties: false } as const
const nullable = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()])
const Count = Type.Integer({ minimum: 0 })
const Path = Type.String({ maxLength: 4096 })
const Milliseconds = Type.Integer({
  minimum: 0,
  maximum: Date.UTC(9999, 0),
  description: 'Milliseconds since 1970, UTC',
})
const RecordingId = Type.String({
  pattern: '^[a-z0-9][a-z0-9-]{7,63}$',
  'x-expected': '8 to 64 small letters, digits and hyphens, such as a UUID',
  description: '8 to 64 small letters, digits and hyphens, such as a UUID: one per session and tab',
})

const Pixels = Type.Integer({ minimum: 0, maximum: 1_000_000 })
const Viewport = Type.Object({ width: Pixels, height: Pixels }, strict)
const PageView = Type.Object(
  { at: Milliseconds, path: Path, title: Type.String({ maxLength: 1000 }) },
  strict,
)

export type RecordedPageView = Static<typeof PageView>

/** In `data.payload` of an event of type 5 with `data.tag` console: a line that the page wrote to its console. */
export interface ConsoleLine {
  readonly level: 'warn' | 'error'
  readonly message: string
}

/** In `data.payload` of an event of type 5 with `data.tag` network: a request that failed or took long. */
export interface NetworkLine {
  readonly kind: 'failed' | 'slow'
  readonly method: string
  /** Without values of the query. */
  readonly url: string
  /** 0: no answer, or none that the page may know. */
  readonly status: number
  readonly durationMs: number
}

/** One event of rrweb 2: 2 a full snapshot, 3 a change, 4 the page, 5 our own (`tag` console or network). */
const ReplayEvent = Type.Object(
  {
    type: Type.Integer({ minimum: 0, maximum: 6 }),
    timestamp: Type.Number({ minimum: 0, maximum: Date.UTC(9999, 0) }),
    data: Type.Unknown(),
  },
  { description: 'An event of rrweb 2' },
)

export type ReplayEvent = Static<typeof ReplayEvent>

/** Consent as the visitor gave it, by purpose; a purpose that is left out says nothing. */
const Consent = Type.Object({
  analytics: Type.Optional(Type.Boolean()),
  replay: Type.Optional(Type.Boolean()),
  personalisation: Type.Optional(Type.Boolean()),
  marketing: Type.Optional(Type.Boolean()),
})

/**
 * A few seconds of a recording. Sent again, it is stored once; in any order, and with gaps: what a browser kept in memory
 * and never sent has a number too. Unknown fields are ignored.
 */
export const ReplayChunk = Type.Object({
  writeKey: Type.Optional(Type.String({ description: 'Instead of the user name of Basic authentication' })),
  recordingId: RecordingId,
  sessionId: Type.String({ minLength: 1, maxLength: 512 }),
  anonymousId: Type.Optional(nullable(Type.String({ maxLength: 512 }))),
  userId: Type.Optional(nullable(Type.String({ maxLength: 512 }))),
  chunk: Type.Integer({ minimum: 0, maximum: recordingLimits.chunks - 1, description: '0, 1, 2 …' }),
  startedAt: Milliseconds,
  endedAt: Milliseconds,
  pages: Type.Array(PageView, { maxItems: recordingLimits.pages }),
  viewport: Viewport,
  events: Type.Array(ReplayEvent, { minItems: 1, maxItems: recordingLimits.events }),
  consent: Type.Optional(nullable(Consent)),
})

export type ReplayChunk = Static<typeof ReplayChunk>

/** For the API's description; the server reads the body whatever its content type, gzip or not. */
export const sendReplay = defineRoute({
  method: 'POST',
  path: '/v1/replay',
  summary: 'Send a chunk of a recording, as JSON or gzip',
  tag: 'collection',
  access: 'write_key',
  query: Type.Object(
    {
      sentAt: Type.Optional({
        ...Milliseconds,
        description:
          'The sender’s clock when it sent: a difference of more than 10 s to ours moves all times',
      }),
    },
    strict,
  ),
  body: ReplayChunk,
  response: Type.Object({ success: Type.Literal(true) }, strict),
})

const summary = {
  id: Type.String(),
  sessionId: Type.String(),
  profileId: nullable(Type.String({ description: 'Whose it is now, merges included' })),
  startedAt: Type.String(),
  durationMs: Count,
  pages: Type.Integer({ minimum: 0, description: 'Page views' }),
  entryPath: nullable(Path),
  viewport: Viewport,
  device: nullable(Type.String({ description: 'desktop, mobile, tablet …' })),
  browser: nullable(Type.String()),
  country: nullable(Type.String({ description: 'ISO 3166 alpha-2' })),
  signals: Type.Record(Type.String(), Count, {
    description: 'How often each signal fired while it ran, by its name; those that never did are left out',
  }),
  bytes: Type.Integer({ minimum: 0, description: 'As it is stored' }),
}

const RecordingSummary = Type.Object(summary, strict)

export type RecordingSummary = Static<typeof RecordingSummary>

const RecordedSignal = Type.Object(
  {
    at: Milliseconds,
    signal: SignalName,
    event: Type.String({ description: 'The event that it is from, such as Rage Clicked' }),
    path: Type.String(),
    element: nullable(Type.String({ description: 'A selector' })),
    elementText: nullable(Type.String()),
    detail: nullable(Type.String({ description: 'In a few words, such as: POST /api/pay 500' })),
  },
  strict,
)

export type RecordedSignal = Static<typeof RecordedSignal>

const Recording = Type.Object(
  {
    ...summary,
    signalCounts: summary.signals,
    pageViews: Type.Array(PageView),
    signals: Type.Array(RecordedSignal, { description: 'In the order of their time, at most 1,000' }),
    chunks: Type.Array(Count, { description: 'Numbers of the chunks that are stored, ascending' }),
  },
  strict,
)

export type Recording = Static<typeof Recording>

const params = Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }) }, strict)
const shared = { tag: 'recordings', access: 'project' } as const

export const listRecordings = defineRoute({
  ...shared,
  method: 'GET',
  path: '/api/v1/recordings',
  summary: 'Recordings, the last begun first',
  query: Type.Object(
    {
      from: Type.Optional(Type.String({ format: 'date-time', description: 'Begun then or later' })),
      to: Type.Optional(Type.String({ format: 'date-time', description: 'Begun before' })),
      person: Type.Optional(
        Type.String({ maxLength: 600, description: 'Any identifier of the person, or the profile id' }),
      ),
      session: Type.Optional(Type.String({ maxLength: 512 })),
      path: Type.Optional(
        Type.String({
          maxLength: 4096,
          description: 'A page that was seen; * stands for one part: /product/*',
        }),
      ),
      signal: Type.Optional(SignalName),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
      cursor: Type.Optional(Type.String({ maxLength: 200, description: '`next` of the answer before' })),
    },
    strict,
  ),
  response: Type.Object({ recordings: Type.Array(RecordingSummary), next: nullable(Type.String()) }, strict),
})

export const getRecording = defineRoute({
  ...shared,
  method: 'GET',
  path: '/api/v1/recordings/:id',
  summary: 'One recording with its pages and signals',
  params,
  response: Recording,
})

export const getRecordingEvents = defineRoute({
  ...shared,
  method: 'GET',
  path: '/api/v1/recordings/:id/events',
  summary: 'What rrweb recorded, chunk by chunk',
  params,
  query: Type.Object({ chunk: Type.Integer({ minimum: 0, maximum: recordingLimits.chunks }) }, strict),
  response: Type.Object({ events: Type.Array(ReplayEvent) }, strict),
})

export const deleteRecording = defineRoute({
  ...shared,
  method: 'DELETE',
  path: '/api/v1/recordings/:id',
  summary: 'Delete a recording for good',
  params,
  response: Type.Undefined(),
  status: 204,
})

export const deleteCustomerRecordings = defineRoute({
  ...shared,
  method: 'DELETE',
  path: '/api/v1/customer/:id/recordings',
  summary: 'Delete all recordings of a person for good',
  params: Type.Object({ id: Type.String({ minLength: 1, maxLength: 1024 }) }, strict),
  response: Type.Object({ deleted: Count }, strict),
})
