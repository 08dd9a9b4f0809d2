import Fastify from 'fastify'
import { expect, it } from 'vitest'
import { registerErrorHandler } from '../../../platform/http/error-handler.ts'
import { type OfrepDependencies, registerOfrep } from './ofrep-routes.ts'
import { servedEnvironment } from './served-environment.ts'

const environment = { projectId: 'p', key: 'production', name: '', channel: 'c', createdAt: new Date() }
const served = servedEnvironment(environment, [])

/** The routes alone, with what they stand on replaced. */
async function ask(change: Partial<OfrepDependencies>) {
  const app = Fastify()
  registerErrorHandler(app)
  registerOfrep(app, {
    identify: () => ({ projectId: 'p', askedBy: 'token' }),
    directory: { served: () => served, servedByChannel: () => served, environments: () => [environment] },
    evaluations: { one: (_question, key) => ({ key, reason: 'STATIC', value: true }), all: () => [] },
    exposures: { note: () => undefined },
    streams: { open: (reply) => reply, close: () => {} },
    door: {
      openToAnySite: () => {},
      answerPreflight: (_request, reply) => reply,
      readBody: async (body) => body,
      parseJson: () => ({ context: {} }),
      projectOf: () => {
        throw new Error('Not asked for.')
      },
      agentOf: () => {
        throw new Error('Not asked for.')
      },
    },
    ...change,
  })
  const answer = await app.inject({ method: 'POST', url: '/ofrep/v1/evaluate/flags/f', payload: {} })
  await app.close()
  return answer
}

it('answers in the protocol’s form', async () => {
  const answer = await ask({})
  expect(answer.statusCode, answer.body).toBe(200)
  expect(answer.json()).toEqual({ key: 'f', reason: 'STATIC', value: true })
})

it('tells a crowd to come back, and when', async () => {
  const answer = await ask({ mostAtOnce: 0 })
  expect(answer.statusCode).toBe(429)
  expect(answer.headers['retry-after']).toBe('1')
})

it('answers a failure of its own with 500 and where to look, and nothing else', async () => {
  const evaluations = {
    one: () => {
      throw new Error('A secret of the inside.')
    },
    all: () => [],
  }
  const answer = await ask({ evaluations })
  expect(answer.statusCode).toBe(500)
  expect(answer.json()).toEqual({ errorDetails: expect.stringContaining('log') })
  expect(answer.body).not.toContain('secret')
})
