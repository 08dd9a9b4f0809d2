import { createClient } from '../src/client.ts'
import type { EvaluatedFlag, FlagContext } from '../src/flags/flag-answer.ts'
import type { Options } from '../src/options.ts'
import type { Throughline } from '../src/throughline.ts'
import { type FakeWindow, fakeStorage, fakeWindow, pass } from './fake-window.ts'
import { importFlags } from './flags-module.ts'

interface Asked {
  readonly url: string
  readonly context: FlagContext
  readonly headers: Readonly<Record<string, string>>
}

/** A server that speaks OFREP: serves `flags` of the context, 304 where the tag is known, and nothing while `isDown`. */
export function fakeServer(flags: (context: FlagContext) => EvaluatedFlag[]) {
  const server = {
    flags,
    isDown: false,
    delay: 50,
    asked: [] as Asked[],
    eventStreams: [
      { type: 'of another time', url: '/elsewhere' },
      { type: 'sse', endpoint: { requestUri: '/ofrep/v1/events/channel-1' } },
    ],
    async answer(url: string, { body, headers }: { body: string; headers: Record<string, string> }) {
      const { context } = JSON.parse(body)
      server.asked.push({ url, context, headers })
      await new Promise((done) => setTimeout(done, server.delay))
      if (server.isDown) throw new TypeError('Failed to fetch')
      const answer = server.flags(context)
      const etag = `"${JSON.stringify([answer, context]).length}-${JSON.stringify(answer)}"`
      if (headers['if-none-match'] === etag) return new Response(null, { status: 304 })
      return Response.json({ flags: answer, eventStreams: server.eventStreams }, { headers: { etag } })
    },
  }
  return server
}

export interface FakeElement {
  dataset: Record<string, string>
  hidden: boolean
  textContent: string
  isVeiled: boolean
}
/** A marked element; `isVeiled`: hidden by the page's style as long as flags are not known. */
export const element = (dataset: Record<string, string>, isVeiled: boolean): FakeElement => ({
  dataset,
  hidden: false,
  textContent: 'Original',
  isVeiled,
})

interface Visit extends FakeWindow {
  readonly client: Throughline
  readonly root: Record<string, string>
  readonly streams: { url: string; isClosed: boolean; onmessage(event: { data: string }): void }[]
  exposures(): object[]
}

/** A page of a site with the SDK, that asks `server`. */
export function visit(
  server: ReturnType<typeof fakeServer>,
  storage = fakeStorage(),
  options: Partial<Options> = {},
  elements: FakeElement[] = [],
): Visit {
  const root: Record<string, string> = {}
  const streams: Visit['streams'] = []
  const fake = fakeWindow('https://shop.example/', {}, storage)
  const { fetch } = fake.window
  Object.assign(fake.window, {
    fetch: (url: string, init: never) =>
      url.includes('/ofrep/') ? server.answer(url, init) : fetch(url, init),
    getComputedStyle: (of: FakeElement) => ({ visibility: of.isVeiled ? 'hidden' : 'visible' }),
    EventSource: class {
      constructor(url: URL) {
        const stream = { url: url.href, isClosed: false, onmessage: () => {} }
        streams.push(stream)
        Object.assign(this, { close: () => Object.assign(stream, { isClosed: true }) })
        Object.defineProperty(this, 'onmessage', {
          set: (heard) => Object.assign(stream, { onmessage: heard }),
        })
      }
    },
  })
  Object.assign(fake.window.document, {
    documentElement: { dataset: root },
    querySelectorAll: () => elements,
  })
  const client = createClient(
    { writeKey: 'key', host: 'https://cx.example', signals: 'off', vitals: 'off', pages: 'off', ...options },
    fake.window,
    [],
    importFlags,
  )
  return {
    ...fake,
    client,
    root,
    streams,
    exposures: () => fake.messages().filter(({ event }) => event === 'Experiment Viewed'),
  }
}

/** Once flags are ready, which is at most 0.3 s later. */
export const ready = async ({ flags }: Throughline) => {
  const fulfilled = flags.ready()
  await pass(300)
  await fulfilled
}
/** A flag without an experiment. */
export const plain = (key: string, value: unknown): EvaluatedFlag => ({ key, value })
/** Half of all visitors, by their id, in experiment e1. */
export const tested = ({ targetingKey }: FlagContext): EvaluatedFlag => ({
  key: 'headline',
  value: 'New',
  metadata: {
    experiment: 'e1',
    variation: 'new',
    unit: 'targetingKey',
    exposure: `exposure:e1:${targetingKey}:new`,
  },
})
/** Where flags are kept between pages. */
export const stored = (storage: Storage) => Object.keys(storage).filter((name) => name.endsWith('.flags'))
