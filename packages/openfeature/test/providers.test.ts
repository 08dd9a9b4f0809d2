import * as server from '@openfeature/server-sdk'
import * as web from '@openfeature/web-sdk'
import { conformanceCases, conformanceDatafile } from '@throughline/evaluator/conformance'
import { exposureId } from '@throughline/evaluator/exposure-id'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ThroughlineProvider } from '../src/server.ts'
import { ThroughlineWebProvider } from '../src/web.ts'
import { type FlagServer, startFlagServer } from './flag-server.ts'

let flags: FlagServer
const writeKey = 'write-key'

beforeEach(async () => {
  flags = await startFlagServer(conformanceDatafile)
})

/** Providers are closed by their SDK, and with that their timers and streams. */
afterEach(async () => {
  await server.OpenFeature.clearProviders()
  await web.OpenFeature.clearProviders()
  await flags.close()
})

/** What a client asks for, by the type of the flag. */
const typeOf = (key: string) => conformanceDatafile.flags.find((flag) => flag.key === key)?.type ?? 'boolean'

const fallbacks = { boolean: false, string: 'fallback', number: -1, json: { fallback: true } } as const

const expectedOf = ({ flag, value, variation, reason, errorCode }: (typeof conformanceCases)[number]) => ({
  flag,
  value: value ?? fallbacks[typeOf(flag)],
  variation,
  reason,
  errorCode,
})

const answerOf = (
  flag: string,
  details: { value: unknown; variant?: string; reason?: string; errorCode?: string },
) => ({
  flag,
  value: details.value,
  variation: details.variant,
  reason: details.reason,
  errorCode: details.errorCode,
})

test('the server SDK answers the conformance table', async () => {
  await server.OpenFeature.setProviderAndWait(
    'table',
    new ThroughlineProvider({ host: flags.host, writeKey, token: 't' }),
  )
  const client = server.OpenFeature.getClient('table')
  for (const each of conformanceCases) {
    const context: server.EvaluationContext = JSON.parse(JSON.stringify(each.context))
    const details = await {
      boolean: () => client.getBooleanDetails(each.flag, fallbacks.boolean, context),
      string: () => client.getStringDetails(each.flag, fallbacks.string, context),
      number: () => client.getNumberDetails(each.flag, fallbacks.number, context),
      json: () => client.getObjectDetails<server.JsonValue>(each.flag, fallbacks.json, context),
    }[typeOf(each.flag)]()
    expect(answerOf(each.flag, details)).toEqual(expectedOf(each))
  }
  expect(flags.headers[0]).toMatchObject({ authorization: 'Bearer t' })
})

test('the web SDK answers the conformance table', async () => {
  const provider = new ThroughlineWebProvider({ host: flags.host, writeKey, environment: 'staging' })
  await web.OpenFeature.setProviderAndWait('table', provider)
  const client = web.OpenFeature.getClient('table')
  for (const each of conformanceCases) {
    await web.OpenFeature.setContext('table', JSON.parse(JSON.stringify(each.context)))
    const details = {
      boolean: () => client.getBooleanDetails(each.flag, fallbacks.boolean),
      string: () => client.getStringDetails(each.flag, fallbacks.string),
      number: () => client.getNumberDetails(each.flag, fallbacks.number),
      json: () => client.getObjectDetails<web.JsonValue>(each.flag, fallbacks.json),
    }[typeOf(each.flag)]()
    expect(answerOf(each.flag, details)).toEqual(expectedOf(each))
  }
  expect(flags.headers[0]).toMatchObject({
    authorization: `Bearer ${writeKey}`,
    'throughline-environment': 'staging',
  })
})

/** A unit that the conformance table has in the experiment. */
const exposed = conformanceCases.find(({ flag, reason }) => flag === 'experiment' && reason === 'SPLIT')

test('an evaluation in an experiment is an exposure, sent once; another flag is none', async () => {
  const heard: unknown[] = []
  const provider = new ThroughlineProvider({
    host: flags.host,
    writeKey,
    token: 't',
    onExposure: (exposure) => heard.push(exposure),
  })
  await server.OpenFeature.setProviderAndWait('exposure', provider)
  const client = server.OpenFeature.getClient('exposure')
  const targetingKey = exposed?.context.targetingKey ?? ''
  for (let time = 0; time < 3; time++)
    await client.getStringValue('experiment', 'x', {
      targetingKey,
      sessionId: 's1',
      'device.type': 'mobile',
      country: 'DE',
    })
  await client.getStringValue('checkout/button', 'x', { targetingKey })
  await client.getNumberValue('experiment', 0, { targetingKey: 'u4' })
  await vi.waitFor(() => expect(flags.messages).toHaveLength(1))
  const variation = exposed?.variation ?? ''
  expect(flags.messages[0]).toMatchObject({
    type: 'track',
    event: 'Experiment Viewed',
    messageId: exposureId({ id: 'e1', variation, value: targetingKey }),
    userId: targetingKey,
    context: { sessionId: 's1', device: { type: 'mobile' }, location: { country: 'DE' } },
    properties: {
      experiment_id: 'e1',
      variation,
      flag: 'experiment',
      unit: 'targetingKey',
      unit_value: targetingKey,
    },
  })
  expect(heard).toHaveLength(1)

  // What the experiment served decides what the other flag serves, so whoever sees that one is in it.
  await client.getBooleanValue('needs-experiment', false, { targetingKey: 'u2' })
  await vi.waitFor(() => expect(flags.messages).toHaveLength(2))
  expect(flags.messages[1]).toMatchObject({
    messageId: exposureId({ id: 'e1', variation: 'a', value: 'u2' }),
    properties: { experiment_id: 'e1', variation: 'a', flag: 'experiment' },
  })
})

test('a browser’s exposure is of an anonymous visitor, or of whom the context names; closing sends what waits', async () => {
  const provider = new ThroughlineWebProvider({ host: flags.host, writeKey })
  await web.OpenFeature.setProviderAndWait('visitors', provider)
  const client = web.OpenFeature.getClient('visitors')
  const targetingKey = exposed?.context.targetingKey ?? ''
  await web.OpenFeature.setContext('visitors', { targetingKey })
  client.getStringValue('experiment', 'x')
  client.track('checkout', { value: 12 })
  await provider.onClose()
  expect(flags.messages).toMatchObject([
    { event: 'Experiment Viewed', anonymousId: targetingKey },
    { event: 'checkout', anonymousId: targetingKey, properties: { value: 12 } },
  ])
})

test('a change shows by the stream, is told with its flags, and costs no request while nothing changes', async () => {
  const provider = new ThroughlineProvider({ host: flags.host, writeKey, pollSeconds: 3600 })
  await server.OpenFeature.setProviderAndWait('changes', provider)
  const client = server.OpenFeature.getClient('changes')
  const changed = new Promise((resolve) => {
    client.addHandler(server.ProviderEvents.ConfigurationChanged, (details) => resolve(details?.flagsChanged))
  })
  const [first, ...others] = conformanceDatafile.flags
  const killed = first && { ...first, enabled: false }
  flags.change({ ...conformanceDatafile, revision: 'second', flags: killed ? [killed, ...others] : others })
  expect(await changed).toEqual(['static'])
  expect(await client.getBooleanDetails('static', true)).toMatchObject({ value: false, reason: 'DISABLED' })
  expect(flags.asked).toEqual([200, 200])
})

test('without a stream it asks now and then, and is told that nothing changed', async () => {
  const provider = new ThroughlineProvider({ host: flags.host, writeKey, pollSeconds: 0.02, stream: false })
  await server.OpenFeature.setProviderAndWait('polls', provider)
  await vi.waitFor(() => expect(flags.asked.slice(0, 3)).toEqual([200, 304, 304]))
})

test('a server that goes away leaves old flags and says so; its return is told too', async () => {
  const provider = new ThroughlineProvider({ host: flags.host, writeKey, pollSeconds: 0.02, stream: false })
  await server.OpenFeature.setProviderAndWait('away', provider)
  const client = server.OpenFeature.getClient('away')
  flags.fail(503)
  await vi.waitFor(() => expect(client.providerStatus).toBe(server.ProviderStatus.STALE))
  expect(await client.getBooleanValue('static', false)).toBe(true)
  flags.fail(undefined)
  await vi.waitFor(() => expect(client.providerStatus).toBe(server.ProviderStatus.READY))
})

test('a server that is not there yet: the default, an error, and ready as soon as it answers', async () => {
  flags.fail(500)
  const provider = new ThroughlineProvider({ host: flags.host, writeKey, pollSeconds: 0.02 })
  await expect(server.OpenFeature.setProviderAndWait('late', provider)).rejects.toThrow(
    'Throughline answered 500',
  )
  const client = server.OpenFeature.getClient('late')
  expect(client.providerStatus).toBe(server.ProviderStatus.ERROR)
  expect(await client.getBooleanValue('static', false)).toBe(false)
  flags.fail(undefined)
  await vi.waitFor(() => expect(client.providerStatus).toBe(server.ProviderStatus.READY))
  expect(await client.getBooleanValue('static', false)).toBe(true)
})

test('a wrong key is final', async () => {
  flags.fail(401)
  const provider = new ThroughlineProvider({ host: flags.host, writeKey: 'wrong' })
  await expect(server.OpenFeature.setProviderAndWait('wrong', provider)).rejects.toThrow(
    'Throughline answered 401',
  )
  expect(server.OpenFeature.getClient('wrong').providerStatus).toBe(server.ProviderStatus.FATAL)
  expect(flags.asked).toEqual([401])
})

test('a page can start with flags of its own, and a value may be changed by whoever got it', async () => {
  flags.fail(500)
  const provider = new ThroughlineWebProvider({ host: flags.host, writeKey, datafile: conformanceDatafile })
  await web.OpenFeature.setProviderAndWait('rendered', provider)
  const client = web.OpenFeature.getClient('rendered')
  const value = client.getObjectValue<{ deep: { answer: number } }>('json', { deep: { answer: 0 } })
  value.deep.answer = 7
  expect(client.getObjectValue('json', {})).toMatchObject({ deep: { answer: 42 } })
  expect(client.getStringDetails('number', 'x')).toMatchObject({ value: 'x', errorCode: 'TYPE_MISMATCH' })
})
