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

it('no route that it describes fails over an id that no store takes, or over a body that is nested deeply', async () => {
  const { paths } = (await app.http.inject({ method: 'GET', url: '/openapi.json' })).json()
  const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`
  const failed: string[] = []
  for (const [path, methods] of Object.entries<Record<string, object>>(paths)) {
    // Answers that never end.
    if (path.includes('events/{channel}')) continue
    for (const [method, described] of Object.entries(methods)) {
      const hasBody = 'requestBody' in described
      for (const id of path.includes('{') ? ['%00', '%F0%9F%99%82', 'x'] : ['']) {
        if (!hasBody && id === '') continue
        const { statusCode } = await app.http.inject({
          method: method as 'get',
          url: path.replace(/\{\w+\}/g, id),
          headers: {
            authorization: `Bearer ${app.apiToken}`,
            ...(hasBody && { 'content-type': 'application/json' }),
          },
          ...(hasBody && { payload: deep }),
        })
        if (statusCode >= 500) failed.push(`${method} ${path} ${id}: ${statusCode}`)
      }
    }
  }
  expect(failed).toEqual([])
})
