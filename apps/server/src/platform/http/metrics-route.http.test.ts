import Fastify from 'fastify'
import { Counter } from 'prom-client'
import { expect, it } from 'vitest'
import { AppError } from '../app-error.ts'
import { registerErrorHandler } from './error-handler.ts'
import { registerMetrics } from './metrics-route.ts'

it('counts requests by route, without what people put into paths, for whom it is', async () => {
  const app = Fastify()
  registerErrorHandler(app)
  registerMetrics(app, async (request) => {
    if (request.headers.authorization !== 'Bearer good') throw new AppError('unauthenticated', 'No.')
  })
  app.get('/people/:id', async () => 'ok')
  await app.inject('/people/anna@example.com')
  new Counter({ name: 'counted_by_a_module', help: 'For this test' }).inc(2)

  expect((await app.inject('/metrics')).statusCode).toBe(401)
  const answer = await app.inject({ url: '/metrics', headers: { authorization: 'Bearer good' } })
  expect(answer.headers['content-type']).toContain('text/plain')
  expect(answer.body).toContain(
    'http_request_duration_seconds_count{method="GET",route="/people/:id",status="200"} 1',
  )
  expect(answer.body).toContain('process_resident_memory_bytes')
  expect(answer.body).toContain('counted_by_a_module 2')
  expect(answer.body).not.toContain('anna')
  await app.close()
})
