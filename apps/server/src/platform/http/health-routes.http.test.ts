import Fastify from 'fastify'
import { expect, it } from 'vitest'
import { registerErrorHandler } from './error-handler.ts'
import { registerHealthRoutes } from './health-routes.ts'

it('lives though a store is away, but is not ready, and names it', async () => {
  let away = false
  const app = Fastify()
  registerErrorHandler(app)
  registerHealthRoutes(app, {
    'the analytics store': async () => {},
    'the state store': async () => {
      if (away) throw new Error('password=hunter2')
    },
  })
  expect((await app.inject('/readyz')).json()).toEqual({ status: 'ready' })

  away = true
  expect((await app.inject('/healthz')).statusCode).toBe(200)
  const answer = await app.inject('/readyz')
  expect(answer.statusCode).toBe(503)
  expect(answer.headers['retry-after']).toBe('2')
  expect(answer.json()).toMatchObject({
    code: 'unavailable',
    detail: 'Not ready: the state store did not answer.',
  })
  expect(answer.body).not.toContain('hunter2')
  await app.close()
})
