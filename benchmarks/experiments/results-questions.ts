import type { TestApp } from '../../apps/server/src/testing/test-app.ts'

/** When results are asked for: 36 days after the experiments began. */
export const resultsNow = Date.UTC(2026, 3, 6)

/** @throws Error where the answer is no success */
export async function askOk<T>(
  app: TestApp,
  method: 'GET' | 'POST',
  path: string,
  body?: object,
): Promise<T> {
  const answer = await app.request(method, `/api/v1/${path}`, body)
  if (answer.statusCode >= 300) throw new Error(`${path}: ${answer.statusCode} ${answer.body}`)
  return answer.json()
}
