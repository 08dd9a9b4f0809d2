import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { credentials } from './start-server.ts'

/** An event of rrweb, as far as these tests look into it. */
export interface RecordedEvent {
  readonly type: number
  readonly timestamp: number
  readonly data: unknown
}

/** A visit that is being recorded, on a clock of its own so that nobody has to wait. */
export interface RecordedVisit {
  readonly recordingId: string
  readonly sessionId: string
  readonly anonymousId: string
  readonly events: readonly RecordedEvent[]
  /** The visitor's clock. */
  now(): number
  /** The visitor does nothing for so long; it takes no time. */
  idle(milliseconds: number): void
  /** An experience signal, as the SDK sends it. */
  signal(event: string, properties?: Record<string, unknown>): void
  /** Sends the signals, and the recording in so many parts; `keep` says which of them arrive. */
  send(server: string, parts: number, keep?: (part: number) => boolean): Promise<void>
}

interface RecorderWindow {
  rrwebRecord: {
    record: ((options: object) => void) & { addCustomEvent(tag: string, payload: unknown): void }
  }
  recorded(event: RecordedEvent): void
  console: Record<string, (...said: unknown[]) => void>
}

/** Records what happens on the page from its next navigation on, with rrweb's own recorder. */
export async function recordVisit(page: Page, beganAgoMs = 3_600_000): Promise<RecordedVisit> {
  const recorder = await readFile(
    fileURLToPath(new URL('../umd/record.min.js', import.meta.resolve('@rrweb/record'))),
    'utf8',
  )
  const events: RecordedEvent[] = []
  const pages: { at: number; path: string; title: string }[] = []
  const messages: object[] = []
  const ids = {
    recordingId: crypto.randomUUID(),
    sessionId: crypto.randomUUID(),
    anonymousId: crypto.randomUUID(),
  }
  let shift = -beganAgoMs
  const now = (): number => Date.now() + shift
  await page.exposeFunction('recorded', (event: RecordedEvent) => {
    events.push({ ...event, timestamp: event.timestamp + shift })
  })
  // The recorder opens empty frames of its own, in which this script would run as well.
  await page.addInitScript({ content: `if (self === top) { ${recorder};(${startRecorder})() }` })
  page.on('domcontentloaded', async () => {
    const at = now()
    pages.push({ at, path: new URL(page.url()).pathname, title: await page.title().catch(() => '') })
  })
  const sorted = (): RecordedEvent[] => events.toSorted((a, b) => a.timestamp - b.timestamp)
  return {
    ...ids,
    events,
    now,
    idle: (milliseconds) => {
      shift += milliseconds
    },
    signal(event, properties = {}) {
      const path = new URL(page.url()).pathname
      messages.push({
        type: 'track',
        event,
        anonymousId: ids.anonymousId,
        messageId: crypto.randomUUID(),
        timestamp: new Date(now()).toISOString(),
        properties: { path, session_id: ids.sessionId, ...properties },
        context: { sessionId: ids.sessionId, locale: 'en-GB', location: { country: 'DE' } },
      })
    },
    async send(server, parts, keep = () => true) {
      const all = sorted()
      const size = Math.ceil(all.length / parts)
      const viewport = page.viewportSize() ?? { width: 1280, height: 720 }
      const userAgent = await page.evaluate(() => navigator.userAgent)
      for (let chunk = 0; chunk * size < all.length; chunk += 1) {
        const part = all.slice(chunk * size, (chunk + 1) * size)
        const [startedAt, endedAt] = [part[0]?.timestamp ?? 0, part.at(-1)?.timestamp ?? 0]
        if (!keep(chunk)) continue
        await post(`${server}/v1/replay`, userAgent, {
          ...ids,
          chunk,
          startedAt,
          endedAt,
          pages: pages.filter(({ at }) => partOf(at, all, size) === chunk),
          viewport,
          events: part,
        })
      }
      await post(`${server}/v1/batch`, userAgent, { batch: messages, sentAt: undefined })
    },
  }
}

/** The part that a moment falls into: that of the last event before it. */
function partOf(at: number, events: readonly RecordedEvent[], size: number): number {
  const index = events.findLastIndex(({ timestamp }) => timestamp <= at)
  return Math.floor(Math.max(0, index) / size)
}

async function post(url: string, userAgent: string, body: object): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'text/plain', 'user-agent': userAgent },
    body: JSON.stringify({ writeKey: credentials.writeKey, ...body }),
  })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`)
}

/** Runs in the page, before its own scripts. */
function startRecorder(): void {
  const scope = globalThis as unknown as RecorderWindow
  const { record } = scope.rrwebRecord
  const write = (tag: string, payload: object): void => record.addCustomEvent(tag, payload)
  for (const level of ['log', 'warn', 'error']) {
    const original = scope.console[level]?.bind(console)
    scope.console[level] = (...said) => {
      write('console', { level, message: said.join(' ') })
      original?.(...said)
    }
  }
  const start = (): void =>
    record({
      emit: (event: RecordedEvent) => scope.recorded(event),
      maskAllInputs: true,
      sampling: { mousemove: 50 },
    })
  if (document.documentElement) start()
  else document.addEventListener('readystatechange', start, { once: true })
}
