import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const range = 'from=2026-04-01T00:00:00Z&to=2026-05-01T00:00:00Z'

it('the whole app searches for itself: of a shop without a visitor it says so', async () => {
  const ask = async () => (await app.request('GET', `/api/v1/friction?${range}`)).json()
  await expect.poll(async () => (await ask()).status, { timeout: 30_000 }).toBe('ready')
  expect(await ask()).toMatchObject({ currency: 'EUR', sessions: 0, findings: [], problem: null })
})

it('wants a token', async () => {
  for (const url of [`/api/v1/friction?${range}`, '/api/v1/friction/settings', `/api/v1/releases?${range}`])
    expect((await app.http.inject({ method: 'GET', url })).statusCode).toBe(401)
})
