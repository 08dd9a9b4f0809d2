import type { FastifyInstance } from 'fastify'
import { AppError } from '../app-error.ts'

/** Each store by the name that an answer calls it, with what resolves when it answers. */
export type StoreChecks = Readonly<Record<string, () => Promise<unknown>>>

const ANSWER_WITHIN_MS = 5_000

/** `/healthz`: the process lives. `/readyz`: every store answers, so that requests are worth sending. */
export function registerHealthRoutes(app: FastifyInstance, stores: StoreChecks): void {
  app.get('/healthz', (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }))

  app.get('/readyz', async (request, reply) => {
    const checks = Object.entries(stores).map(async ([name, check]) => {
      try {
        await inTime(check())
        return []
      } catch (error) {
        request.log.warn({ err: error }, `${name} does not answer`)
        return [name]
      }
    })
    const silent = (await Promise.all(checks)).flat()
    if (silent.length > 0)
      throw new AppError('unavailable', `Not ready: ${silent.join(' and ')} did not answer.`, {
        retryAfter: 2,
      })
    return reply.header('cache-control', 'no-store').send({ status: 'ready' })
  })
}

async function inTime(answer: Promise<unknown>): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => reject(new Error(`No answer within ${ANSWER_WITHIN_MS / 1000} s.`)),
    ANSWER_WITHIN_MS,
  )
  try {
    await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
