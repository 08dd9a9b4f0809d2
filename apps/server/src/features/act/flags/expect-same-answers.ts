import { OpenFeature, ProviderEvents } from '@openfeature/server-sdk'
import { OpenFeature as WebOpenFeature } from '@openfeature/web-sdk'
import { conformanceCases, conformanceFlags } from '@throughline/evaluator/conformance'
import type { Flag } from '@throughline/evaluator/datafile'
import { ThroughlineProvider } from '@throughline/openfeature/server'
import { ThroughlineWebProvider } from '@throughline/openfeature/web'
import { expect } from 'vitest'
import type { TestApp } from '../../../testing/test-app.ts'

/**
 * For tests: that flags of the conformance table have one answer, asked of the server by OFREP and evaluated by our
 * providers for servers and for browsers, and that the kill switch reaches who evaluates.
 */
export async function expectSameAnswers(app: TestApp, host: string): Promise<void> {
  const flags = conformanceFlags.filter(isMadeByHand)
  for (const { key, type, variations, ...settings } of flags) {
    const body = { key, type, variations, browsers: 'rules', environments: { production: settings } }
    const answer = await app.request('POST', '/api/v1/flags', body)
    expect(answer.statusCode, answer.body).toBe(201)
  }
  const { apiToken: token, writeKey } = app
  await OpenFeature.setProviderAndWait('same', new ThroughlineProvider({ host, token, writeKey }))
  await WebOpenFeature.setProviderAndWait('same', new ThroughlineWebProvider({ host, writeKey }))
  const keys = new Set(flags.map(({ key }) => key))
  const cases = conformanceCases.filter(({ flag }) => keys.has(flag))
  expect(cases.length).toBeGreaterThan(20)
  for (const each of cases) await expectSame(app, each)
  await expectKilled(app)
}

/** Segments and experiments are made by their own parts of the product, and a trait is the server's to know. */
const isMadeByHand = ({ rules, prerequisites }: Flag): boolean =>
  !/"experiment"|"segment"|"person/.test(JSON.stringify([rules, prerequisites]))

async function expectSame(
  app: TestApp,
  { flag, context, value, errorCode }: (typeof conformanceCases)[number],
): Promise<void> {
  const answer = await app.http.inject({
    method: 'POST',
    url: `/ofrep/v1/evaluate/flags/${flag}`,
    headers: { authorization: `Bearer ${app.apiToken}` },
    payload: { context },
  })
  const fallback = typeof value === 'object' ? {} : (value ?? false)
  await WebOpenFeature.setContext('same', JSON.parse(JSON.stringify(context)))
  const answers = [
    { value: fallback, ...answer.json() },
    await detailsOf(flag, fallback, context),
    webDetailsOf(flag, fallback),
  ]
  for (const { value: got, errorCode: code } of answers)
    expect([flag, context, got, code]).toEqual([flag, context, value ?? fallback, errorCode])
}

function detailsOf(flag: string, fallback: unknown, context: object) {
  const client = OpenFeature.getClient('same')
  if (typeof fallback === 'boolean') return client.getBooleanDetails(flag, fallback, { ...context })
  if (typeof fallback === 'string') return client.getStringDetails(flag, fallback, { ...context })
  if (typeof fallback === 'number') return client.getNumberDetails(flag, fallback, { ...context })
  return client.getObjectDetails(flag, {}, { ...context })
}

function webDetailsOf(flag: string, fallback: unknown) {
  const client = WebOpenFeature.getClient('same')
  if (typeof fallback === 'boolean') return client.getBooleanDetails(flag, fallback)
  if (typeof fallback === 'string') return client.getStringDetails(flag, fallback)
  if (typeof fallback === 'number') return client.getNumberDetails(flag, fallback)
  return client.getObjectDetails(flag, {})
}

async function expectKilled(app: TestApp): Promise<void> {
  const client = OpenFeature.getClient('same')
  const changed = new Promise((resolve) => {
    client.addHandler(ProviderEvents.ConfigurationChanged, resolve)
  })
  await app.request('POST', '/api/v1/flags/static/switch', { enabled: false })
  await changed
  expect(await client.getBooleanDetails('static', true)).toMatchObject({ value: false, reason: 'DISABLED' })
}
