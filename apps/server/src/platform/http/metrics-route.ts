import type { FastifyInstance, FastifyRequest } from 'fastify'
import { collectDefaultMetrics, Histogram, register as ofModules, Registry } from 'prom-client'

/**
 * `/metrics` for Prometheus: the process, how long requests take, by route, and what modules count.
 *
 * @param authorize throws for whom it is not: paths and load are nobody else's business
 */
export function registerMetrics(
  app: FastifyInstance,
  authorize: (request: FastifyRequest) => Promise<void>,
): void {
  const register = new Registry()
  collectDefaultMetrics({ register })
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from a request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [register],
  })

  app.addHook('onResponse', async (request, reply) => {
    // The route's pattern, not the path: a path holds identifiers, and there are endlessly many.
    const route = request.routeOptions.url ?? 'none'
    duration.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
  })

  app.get('/metrics', { onRequest: authorize }, async (_request, reply) =>
    reply
      .header('cache-control', 'no-store')
      .type(register.contentType)
      .send(await Registry.merge([register, ofModules]).metrics()),
  )
}
