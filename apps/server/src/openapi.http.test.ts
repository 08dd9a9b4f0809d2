import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from './testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

it('openapi.json describes what the server serves; `npm run openapi` writes it anew', async () => {
  const answer = await app.http.inject({ method: 'GET', url: '/openapi.json' })
  expect(answer.statusCode).toBe(200)
  await expect(`${JSON.stringify(answer.json(), null, 2)}\n`).toMatchFileSnapshot('../../../openapi.json')
})
