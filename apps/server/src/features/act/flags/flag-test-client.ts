import { expect } from 'vitest'
import type { TestApp } from '../../../testing/test-app.ts'

/** Makes and asks for flags as programs do, for tests. */
export type FlagTestClient = ReturnType<typeof flagTestClient>

/** Settings of a flag that is on for everybody. */
export const on = { production: {} }

/** @param app the one that runs when a test asks */
export function flagTestClient(app: () => TestApp) {
  const api = async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: object,
    status?: number,
  ) => {
    const answer = await app().request(method, url, body)
    if (status !== undefined) expect(answer.statusCode, answer.body).toBe(status)
    else expect(answer.statusCode, answer.body).toBeLessThan(300)
    return answer.body === '' ? undefined : answer.json()
  }
  const make = (key: string, rest: object = {}) =>
    api('POST', '/api/v1/flags', { key, type: 'boolean', ...rest })
  const put = async (key: string, settings: object, environment = 'production') => {
    const url = `/api/v1/flags/${encodeURIComponent(key)}`
    const flag = await api('GET', url)
    return api('PUT', `${url}/environments/${environment}`, {
      version: flag.version,
      ...flag.environments[environment],
      ...settings,
    })
  }
  const ask = (
    path: string,
    body: unknown,
    headers: Record<string, string> = { authorization: `Bearer ${app().apiToken}` },
  ) =>
    app().http.inject({
      method: 'POST',
      url: `/ofrep/v1/evaluate/flags${path}`,
      headers: { 'content-type': 'application/json', ...headers },
      payload: typeof body === 'string' ? body : JSON.stringify(body),
    })
  const byWriteKey = () => ({ authorization: `Bearer ${app().writeKey}` })
  return { app, api, make, put, ask, byWriteKey }
}

/** What is read at last, once it is as wanted or after five seconds. */
export const eventually = async <T>(read: () => Promise<T>, isDone: (value: T) => boolean): Promise<T> => {
  for (let attempt = 0; ; attempt++) {
    const value = await read()
    if (isDone(value) || attempt === 100) return value
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

interface Told {
  readonly event: string
  readonly id: string
  readonly data: string
}

/** Reads a stream as a browser's EventSource does. */
export async function listen(url: string): Promise<{ events: () => Told[]; close: () => void }> {
  const abort = new AbortController()
  const answer = await fetch(url, { signal: abort.signal })
  expect(answer.headers.get('content-type')).toContain('text/event-stream')
  let text = ''
  const reading = async () => {
    for await (const chunk of answer.body ?? []) text += Buffer.from(chunk).toString()
  }
  reading().catch(() => {})
  return {
    events: () =>
      text.split('\n\n').flatMap((block) => {
        const fields = new Map(
          block
            .split('\n')
            .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
        )
        const data = fields.get('data')
        return data === undefined
          ? []
          : [{ event: fields.get('event') ?? '', id: fields.get('id') ?? '', data }]
      }),
    close: () => abort.abort(),
  }
}
