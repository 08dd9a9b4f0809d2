import type { ExperimentResults } from '@throughline/contract/experiment-results'
import { compile } from '@throughline/evaluator/compile'
import { expect } from 'vitest'
import type { TestApp } from './test-app.ts'

/** Names of people that fit, one after the other. */
export function* namesLike(fits: (name: string) => boolean, first = 'p'): Generator<string, never> {
  for (let index = 0; index < 20_000; index++) {
    const name = `${first}${index}`
    if (fits(name)) yield name
  }
  throw new Error('Nobody fits.')
}

/** What tests of experiments ask a server again and again. */
export function experimentCalls(app: TestApp) {
  const api = async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: object,
    status?: number,
  ) => {
    const answer = await app.request(method, `/api/v1/${url}`, body)
    if (status === undefined) expect(answer.statusCode, answer.body).toBeLessThan(300)
    else expect(answer.statusCode, answer.body).toBe(status)
    return answer.body === '' ? undefined : answer.json()
  }
  const makeFlag = (key: string) =>
    api('POST', 'flags', { key, type: 'boolean', environments: { production: {} } })
  const evaluate = async (
    key: string,
    targetingKey: string,
    context: object = {},
  ): Promise<{ value: boolean; variant: string }> => {
    const answer = await app.http.inject({
      method: 'POST',
      url: `/ofrep/v1/evaluate/flags/${encodeURIComponent(key)}`,
      headers: { authorization: `Bearer ${app.apiToken}` },
      payload: { context: { ...context, targetingKey } },
    })
    expect(answer.statusCode, answer.body).toBe(200)
    return answer.json()
  }
  const send = async (batch: readonly object[]) => {
    const answer = await app.http.inject({
      method: 'POST',
      url: '/v1/batch',
      payload: { writeKey: app.writeKey, batch },
    })
    expect(answer.json()).toEqual({ success: true })
  }
  /** People whom the flag's experiment draws for a variation, in the order of their names: by our own evaluator. */
  const drawnBy = async (key: string, context: object = {}) => {
    const evaluator = compile(await api('GET', 'flags/datafile'))
    return (id: string) => evaluator.evaluate(key, { ...context, targetingKey: id }).experiment
  }
  const results = (id: string): Promise<ExperimentResults> => api('GET', `experiments/${id}/results`)
  return { api, makeFlag, evaluate, send, drawnBy, results }
}
