import type { FastifyInstance } from 'fastify'

export interface RunningRequests {
  /** The same function, whose calls count until their answer is there. */
  counted<Arguments extends unknown[], Answer>(
    work: (...given: Arguments) => Promise<Answer>,
  ): (...given: Arguments) => Promise<Answer>
  /** Waits until nothing runs any more, but no longer than the signal allows. */
  ended(signal: AbortSignal): Promise<void>
}

/**
 * What works on requests, also for a client that has left: a server counts connections, and would let the stores be
 * closed while an answer that nobody waits for is still being made.
 *
 * Call it before the routes are registered.
 */
export function runningRequests(http: FastifyInstance): RunningRequests {
  const running = new Set<Promise<unknown>>()
  const track = <T>(answer: T): T => {
    if (answer instanceof Promise) {
      const settled: Promise<unknown> = answer.then(
        () => running.delete(settled),
        () => running.delete(settled),
      )
      running.add(settled)
    }
    return answer
  }

  http.addHook('onRoute', (route) => {
    const { handler } = route
    route.handler = function (request, reply) {
      return track(handler.call(this, request, reply))
    }
  })

  return {
    counted:
      (work) =>
      (...given) =>
        track(work(...given)),
    async ended(signal) {
      const { promise: late, resolve } = Promise.withResolvers<void>()
      signal.addEventListener('abort', () => resolve(), { once: true })
      while (running.size > 0 && !signal.aborted) await Promise.race([Promise.all(running), late])
    },
  }
}
