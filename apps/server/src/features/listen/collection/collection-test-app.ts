import Fastify, { type FastifyInstance } from 'fastify'
import { AppError } from '../../../platform/app-error.ts'
import type { EventRow } from '../../../platform/events/event-row.ts'
import { registerErrorHandler } from '../../../platform/http/error-handler.ts'
import { collectionFeature } from './index.ts'

export interface CollectionTestApp {
  readonly http: FastifyInstance
  /** All rows appended so far. */
  readonly rows: EventRow[]
  /** From now on the log takes nothing, as with a full disk; `false` ends it. */
  fail(failing: boolean): void
}

/** Collection alone, for project "p" with write key "key", with a log in memory. */
export function collectionTestApp(now: () => number = Date.now): CollectionTestApp {
  const rows: EventRow[] = []
  let failing = false
  const project = {
    id: 'p',
    name: 'Shop',
    timezone: 'UTC',
    currency: 'EUR',
    identityRules: { joinByEmail: false, joinByPhone: false },
  }
  const feature = collectionFeature({
    projects: { byWriteKey: (key) => (key === 'key' ? project : undefined) },
    eventLog: {
      append: async (more) => {
        if (failing) throw new AppError('unavailable', 'The disk is full.', { retryAfter: 5 })
        rows.push(...more)
        return more.length
      },
    },
    clock: now,
  })
  const http = Fastify({ routerOptions: { maxParamLength: 1024 } })
  registerErrorHandler(http)
  feature.register?.(http)
  // Another route beside it: collection's parser and headers must not reach it.
  http.post('/other', async (request) => request.body)
  return { http, rows, fail: (now) => (failing = now) }
}
