import type { Host, PageView } from '../host.ts'
import { attempt } from '../safely.ts'
import type { TabRecording } from './tab-recording.ts'

/** A few seconds of a recording. */
export interface Chunk {
  /** All that the server takes but the events. */
  readonly head: object
  readonly pages: object[]
  /** Each as JSON. */
  readonly events: readonly string[]
  /** Characters of all of it, about. */
  readonly length: number
  /** It begins with a snapshot, so that a recording can begin with it. */
  readonly begins: boolean
  readonly startedAt: number
}

export interface Chunks {
  /** @param json of rrweb's event */
  add(json: string, at: number, isSnapshot: boolean): void
  page(page: PageView): void
  /** What was added since the last cut; undefined where nothing was. */
  cut(): Chunk | undefined
}

/** The JSON that the server takes, one piece after the other. */
export const partsOf = ({ head, pages, events }: Chunk): readonly string[] => [
  `${JSON.stringify({ ...head, pages }).slice(0, -1)},"events":[`,
  ...events.map((event, index) => (index ? `,${event}` : event)),
  ']}',
]

const EVERY_MS = 5_000
const MOST_CHARACTERS = 200_000

/**
 * Gathers events into chunks.
 *
 * @param full called when a chunk should be cut: after 5 s, or 200 KB
 */
export function gatherChunks(host: Host, recording: TabRecording, full: () => void): Chunks {
  const { window } = host
  let events: string[] = []
  let pages: object[] = []
  let length = 0
  let startedAt = 0
  let endedAt = 0
  let begins = false
  let timer: number | undefined

  const cut = (): Chunk | undefined => {
    window.clearTimeout(timer)
    timer = undefined
    if (events.length === 0) return undefined
    const { anonymousId, userId } = host.ids()
    const chunk: Chunk = {
      head: {
        writeKey: host.options.writeKey,
        recordingId: recording.id,
        sessionId: recording.sessionId,
        anonymousId,
        userId,
        chunk: recording.nextChunk(),
        startedAt,
        endedAt,
        viewport: viewportOf(window),
        consent: { analytics: host.allowed('analytics'), replay: host.allowed('replay') },
      },
      pages,
      events,
      length: length + 1000,
      begins,
      startedAt,
    }
    events = []
    pages = []
    length = 0
    begins = false
    return chunk
  }

  return {
    cut,
    page: ({ path, title }) => {
      pages.push({ at: Date.now(), path: path.slice(0, 2000), title: title.slice(0, 300) })
    },
    add(json, at, isSnapshot) {
      if (events.length === 0) {
        startedAt = at
        timer = window.setTimeout(host.safe(full), EVERY_MS)
      }
      begins ||= isSnapshot
      endedAt = Math.max(startedAt, at)
      events.push(json)
      length += json.length
      if (length >= MOST_CHARACTERS) full()
    },
  }
}

const viewportOf = (window: Host['window']) => ({
  width: Math.max(0, Math.round(attempt(() => window.innerWidth) ?? 0)),
  height: Math.max(0, Math.round(attempt(() => window.innerHeight) ?? 0)),
})
