import type { ReplayChunk } from '@throughline/contract/recordings'
import type { LightMyRequestResponse } from 'fastify'
import type { TestApp } from '../../../testing/test-app.ts'

export const desktop =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

interface ChunkPlan {
  readonly recordingId: string
  readonly sessionId: string
  readonly chunk: number
  /** Time of the first event; the last is 4 s later. */
  readonly at: number
  readonly anonymousId?: string
  readonly userId?: string
  /** A page that is seen at the start. */
  readonly path?: string
}

/** A chunk as the recorder sends it, with a small page in it. */
export const chunkOf = ({ recordingId, sessionId, chunk, at, ...plan }: ChunkPlan): ReplayChunk => ({
  recordingId,
  sessionId,
  anonymousId: plan.anonymousId ?? `anonymous-${sessionId}`,
  userId: plan.userId ?? null,
  chunk,
  startedAt: at,
  endedAt: at + 4000,
  pages: plan.path === undefined ? [] : [{ at, path: plan.path, title: 'Shoes' }],
  viewport: { width: 1280, height: 720 },
  events: [
    {
      type: 4,
      timestamp: at,
      data: { href: `https://shop.example${plan.path ?? '/'}`, width: 1280, height: 720 },
    },
    {
      type: 2,
      timestamp: at + 1,
      data: {
        node: {
          type: 0,
          id: 1,
          childNodes: [{ type: 2, tagName: 'html', attributes: {}, childNodes: [], id: 2 }],
        },
        initialOffset: { top: 0, left: 0 },
      },
    },
    { type: 3, timestamp: at + 4000, data: { source: 3, id: 1, x: 0, y: 10 + chunk } },
  ],
})

/** Sends a body to the door for recordings with the app's write key. */
export const sendChunk = (app: TestApp, body: object, sentAt?: number): Promise<LightMyRequestResponse> =>
  app.http.inject({
    method: 'POST',
    url: sentAt === undefined ? '/v1/replay' : `/v1/replay?sentAt=${sentAt}`,
    headers: { 'user-agent': desktop },
    payload: { writeKey: app.writeKey, ...body },
  })
