import { expect, it } from 'vitest'
import { urlOf } from './api.ts'
import { ApiProblem, problemOf } from './api-problem.ts'

it('fills paths and queries, encoded', () => {
  expect(urlOf('/api/v1/customer/:id/profile', { id: 'user_id:a/b' })).toBe(
    '/api/v1/customer/user_id%3Aa%2Fb/profile',
  )
  expect(urlOf('/api/v1/events', {}, { event: 'A & B', limit: 5, from: undefined, tag: ['x', 'y'] })).toBe(
    '/api/v1/events?event=A+%26+B&limit=5&tag=x&tag=y',
  )
})

it('keeps the words of the server’s problem', async () => {
  const body = {
    type: 'about:blank',
    title: 'Invalid',
    status: 400,
    code: 'invalid',
    detail: 'No.',
    field: 'steps',
  }
  const problem = await problemOf(new Response(JSON.stringify(body), { status: 400 }))
  expect(problem).toBeInstanceOf(ApiProblem)
  expect(problem).toMatchObject({ code: 'invalid', message: 'No.', field: 'steps', status: 400 })
})

it('has words of its own where a proxy answered instead', async () => {
  const problem = await problemOf(new Response('<h1>Bad gateway</h1>', { status: 502 }))
  expect(problem).toMatchObject({ code: 'unavailable', status: 502 })
  expect(problem.message).toContain('502')
})
