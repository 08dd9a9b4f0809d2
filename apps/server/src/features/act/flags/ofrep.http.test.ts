import { OFREPProvider } from '@openfeature/ofrep-provider'
import { OFREPWebProvider } from '@openfeature/ofrep-web-provider'
import { OpenFeature } from '@openfeature/server-sdk'
import { OpenFeature as WebOpenFeature, type Provider as WebProvider } from '@openfeature/web-sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../testing/test-app.ts'
import { expectExposures } from './expect-exposures.ts'
import { expectHistory } from './expect-history.ts'
import { expectRemoval } from './expect-removal.ts'
import { expectSameAnswers } from './expect-same-answers.ts'
import { eventually, flagTestClient, listen, on } from './flag-test-client.ts'

/** What clients of other people's making get, over a socket where they need one. One server for all. */
describe('flags over OFREP', () => {
  let app: TestApp
  let address = ''
  beforeAll(async () => {
    app = await startTestApp()
    address = await app.http.listen({ host: '127.0.0.1', port: 0 })
  })
  afterAll(async () => {
    await OpenFeature.close()
    await app.close()
  })

  const asked = flagTestClient(() => app)
  const { api, make, put, ask, byWriteKey } = asked

  it('answers the unchanged server provider, of every type, and sees a change at once', async () => {
    await make('checkout/new-button', { environments: on })
    await make('colour', {
      type: 'string',
      variations: [
        { key: 'a', value: 'blue' },
        { key: 'b', value: 'green' },
      ],
      environments: {
        production: {
          rules: [
            {
              conditions: [{ attribute: 'plan', operator: 'equals', value: 'pro' }],
              serve: { variation: 'b' },
            },
          ],
        },
      },
    })
    await make('limit', { type: 'number', variations: [{ key: 'low', value: 2.5 }], environments: on })
    await make('layout', {
      type: 'json',
      variations: [{ key: 'wide', value: { z: 1, a: [true, null] } }],
      environments: on,
    })
    await make('switched-off')

    await OpenFeature.setProviderAndWait(
      new OFREPProvider({ baseUrl: address, headers: [['Authorization', `Bearer ${app.apiToken}`]] }),
    )
    const client = OpenFeature.getClient()
    const person = { targetingKey: 'u1', plan: 'pro' }
    expect(await client.getBooleanDetails('checkout/new-button', false, person)).toMatchObject({
      value: true,
      variant: 'on',
      reason: 'STATIC',
    })
    expect(await client.getStringDetails('colour', 'none', person)).toMatchObject({
      value: 'green',
      variant: 'b',
      reason: 'TARGETING_MATCH',
    })
    expect(await client.getStringDetails('colour', 'none', { targetingKey: 'u2' })).toMatchObject({
      value: 'blue',
      reason: 'UNKNOWN',
      flagMetadata: { reason: 'DEFAULT' },
    })
    expect(await client.getNumberValue('limit', 1, person)).toBe(2.5)
    expect(await client.getObjectValue('layout', {}, person)).toEqual({ z: 1, a: [true, null] })
    expect(await client.getBooleanDetails('switched-off', true, person)).toMatchObject({
      value: false,
      reason: 'DISABLED',
    })
    expect(await client.getBooleanDetails('nothing', true, person)).toMatchObject({
      value: true,
      errorCode: 'FLAG_NOT_FOUND',
    })
    expect(await client.getStringDetails('limit', 'text', person)).toMatchObject({
      errorCode: 'TYPE_MISMATCH',
    })

    await api('POST', `/api/v1/flags/${encodeURIComponent('checkout/new-button')}/switch`, { enabled: false })
    expect(await client.getBooleanValue('checkout/new-button', true, person)).toBe(false)
  })

  it('answers the unchanged web provider with the write key, and tells it of a change', async () => {
    await make('banner', { environments: on })
    await make('secret', { browsers: 'none', environments: on })
    // Its own types leave optional fields undefined, which ours do not.
    const provider = new OFREPWebProvider({
      baseUrl: address,
      headers: [['Authorization', `Bearer ${app.writeKey}`]],
      cacheMode: 'disabled',
      pollInterval: 100,
    }) as WebProvider
    await WebOpenFeature.setProviderAndWait(provider, { targetingKey: 'visitor-1' })
    const client = WebOpenFeature.getClient()
    expect(client.getBooleanDetails('banner', false)).toMatchObject({ value: true, variant: 'on' })
    expect(client.getBooleanDetails('secret', false)).toMatchObject({
      value: false,
      errorCode: 'FLAG_NOT_FOUND',
    })
    expect((await ask('/secret', { context: {} }, byWriteKey())).statusCode).toBe(404)
    expect((await ask('/secret', { context: {} })).statusCode).toBe(200)
    await put('banner', { enabled: false })
    expect(
      await eventually(
        async () => client.getBooleanValue('banner', true),
        (value) => value === false,
      ),
    ).toBe(false)
    await WebOpenFeature.close()
  })

  it('takes keys with slashes as they are and encoded', async () => {
    await make('a/b/c', { environments: on })
    for (const path of ['/a/b/c', '/a%2Fb%2Fc', '/a%2fb/c'])
      expect((await ask(path, { context: { targetingKey: 'u' } })).json(), path).toMatchObject({
        key: 'a/b/c',
        value: true,
      })
    expect((await ask('/a/b', { context: {} })).json()).toEqual({
      key: 'a/b',
      errorCode: 'FLAG_NOT_FOUND',
      errorDetails: expect.any(String),
    })
  })

  it('refuses in the words of the protocol', async () => {
    await make('half', {
      environments: {
        production: {
          otherwise: {
            split: [
              { variation: 'on', weight: 50 },
              { variation: 'off', weight: 50 },
            ],
          },
        },
      },
    })
    const refusals: [unknown, string][] = [
      ['{"context":', 'PARSE_ERROR'],
      ['', 'PARSE_ERROR'],
      ['[]', 'INVALID_CONTEXT'],
      [{}, 'INVALID_CONTEXT'],
      [{ context: 'u1' }, 'INVALID_CONTEXT'],
      [{ context: { targetingKey: 7 } }, 'INVALID_CONTEXT'],
      [{ context: {} }, 'TARGETING_KEY_MISSING'],
      [`{"context":{"a":"${'x'.repeat(1_100_000)}"}}`, 'INVALID_CONTEXT'],
    ]
    for (const [body, errorCode] of refusals) {
      const single = await ask('/half', body)
      expect(single.statusCode, single.body).toBe(400)
      expect(single.json()).toEqual({ key: 'half', errorCode, errorDetails: expect.any(String) })
      if (errorCode === 'TARGETING_KEY_MISSING') continue
      const bulk = await ask('', body)
      expect(bulk.statusCode, bulk.body).toBe(400)
      expect(bulk.json()).toEqual({ errorCode, errorDetails: expect.any(String) })
    }
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`k${index}`, index]))
    expect((await ask('/half', { context: { ...many, targetingKey: 'u' } })).statusCode).toBe(200)
    const { flags } = (await ask('', { context: {} })).json()
    expect(flags).toContainEqual({
      key: 'half',
      errorCode: 'TARGETING_KEY_MISSING',
      errorDetails: expect.any(String),
    })

    for (const headers of [{}, { authorization: 'Bearer wrong' }] as Record<string, string>[])
      expect((await ask('/half', { context: {} }, headers)).statusCode).toBe(401)
    const { secret } = await api('POST', '/api/v1/tokens', { name: 'w', scopes: ['write'] })
    expect((await ask('/half', { context: {} }, { authorization: `Bearer ${secret}` })).statusCode).toBe(403)
    expect(
      (await ask('/half', { context: { targetingKey: 'u' } }, { 'x-api-key': app.apiToken })).statusCode,
    ).toBe(200)
    const elsewhere = await ask('/half?environment=moon', { context: {} })
    expect(elsewhere.statusCode).toBe(400)
    expect(elsewhere.json()).toMatchObject({
      errorCode: 'GENERAL',
      errorDetails: expect.stringContaining('production'),
    })
  })

  it('answers a bulk evaluation with an ETag that depends on flags and context', async () => {
    await make('vip', {
      environments: {
        production: {
          otherwise: { variation: 'off' },
          rules: [
            {
              conditions: [{ attribute: 'tier', operator: 'in', value: ['gold'] }],
              serve: { variation: 'on' },
            },
          ],
        },
      },
    })
    const context = { targetingKey: 'u', tier: 'gold' }
    const first = await ask('', { context })
    const etag = String(first.headers.etag)
    const again = (tier: string) =>
      ask(
        '',
        { context: { ...context, tier } },
        { authorization: `Bearer ${app.apiToken}`, 'if-none-match': etag },
      )
    expect((await again('gold')).statusCode).toBe(304)
    expect((await again('gold')).body).toBe('')
    expect((await again('tin')).statusCode).toBe(200)
    const text = (await ask('', { context }, byWriteKey())).body
    expect(text).not.toContain('tier')
    await put('vip', { enabled: false })
    const changed = await again('gold')
    expect(changed.statusCode).toBe(200)
    expect(changed.headers.etag).not.toBe(etag)
    expect(changed.json().metadata.revision).not.toBe(first.json().metadata.revision)
  })

  it('lets any site’s pages ask, with credentials', async () => {
    const preflight = await app.http.inject({
      method: 'OPTIONS',
      url: '/ofrep/v1/evaluate/flags',
      headers: {
        origin: 'https://shop.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,if-none-match,throughline-environment',
      },
    })
    expect(preflight.statusCode).toBe(204)
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': 'https://shop.example',
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': expect.stringContaining('throughline-environment'),
    })
    const answer = await ask('', { context: {} }, { ...byWriteKey(), origin: 'https://shop.example' })
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': 'https://shop.example',
      'access-control-expose-headers': expect.stringContaining('etag'),
    })
    const refused = await ask('/x', { context: {} }, { origin: 'https://shop.example' })
    expect(refused.headers['access-control-allow-origin']).toBe('https://shop.example')
  })

  it('tells of changes by server-sent events, to OFREP clients and to local evaluators', async () => {
    await make('streamed', { environments: on })
    const bulk = (await ask('', { context: {} }, byWriteKey())).json()
    const [stream] = bulk.eventStreams
    const ofrep = await listen(`${address}${stream.endpoint.requestUri}`)
    const local = await listen(`${address}/api/v1/flags/events?writeKey=${app.writeKey}`)
    const datafile = () =>
      app.http.inject({ url: '/api/v1/flags/datafile', headers: { authorization: `Bearer ${app.apiToken}` } })
    const before = await datafile()
    expect(
      (
        await app.http.inject({
          url: '/api/v1/flags/datafile',
          headers: { authorization: `Bearer ${app.apiToken}`, 'if-none-match': String(before.headers.etag) },
        })
      ).statusCode,
    ).toBe(304)
    await api('PATCH', '/api/v1/flags/streamed', { version: 1, browsers: 'rules' })
    expect(local.events().at(-1)).toMatchObject({ event: 'changed' })
    await put('streamed', { enabled: false })
    await eventually(
      async () => ofrep.events().length,
      (count) => count > 0,
    )
    const after = await datafile()
    const last = ofrep.events().at(-1)
    expect(last).toMatchObject({ event: 'message', id: after.json().revision })
    expect(JSON.parse(last?.data ?? '')).toEqual({ type: 'refetchEvaluation', etag: after.json().revision })
    await eventually(
      async () => local.events().length,
      (count) => count >= 3,
    )
    const browsers = (
      await app.http.inject({ url: `/api/v1/flags/datafile?writeKey=${app.writeKey}` })
    ).json()
    expect(browsers.flags.map(({ key }: { key: string }) => key)).toEqual(['streamed'])
    expect(JSON.parse(local.events().at(-1)?.data ?? '')).toEqual({ revision: browsers.revision })
    ofrep.close()
    local.close()
  })

  it('reads person traits and segments that the server knows, and trusts no browser about them', async () => {
    const { id } = await api('POST', '/api/v1/segments', {
      name: 'Buyers',
      kind: 'rule',
      rule: { event: { name: 'Order Completed' } },
    })
    await app.http.inject({
      method: 'POST',
      url: '/v1/batch',
      headers: { authorization: `Basic ${Buffer.from(`${app.writeKey}:`).toString('base64')}` },
      payload: {
        batch: [
          { type: 'identify', userId: 'ann', anonymousId: 'ann-phone', traits: { tier: 'gold' } },
          {
            type: 'track',
            event: 'Order Completed',
            userId: 'ann',
            properties: { order_id: 'o1', total: 10 },
          },
        ],
      },
    })
    await eventually(
      () => app.request('GET', '/api/v1/customer/ann-phone/profile'),
      ({ statusCode, body }) => statusCode === 200 && body.includes('gold'),
    )
    const rule = (attribute: string, operator: string, value: unknown) => ({
      environments: {
        production: {
          otherwise: { variation: 'off' },
          rules: [{ conditions: [{ attribute, operator, value }], serve: { variation: 'on' } }],
        },
      },
    })
    await make('gold', rule('person.tier', 'equals', 'gold'))
    await make('buyer', rule('segment', 'in', [id]))
    const value = async (key: string, context: object, headers?: Record<string, string>) =>
      (await ask(`/${key}`, { context }, headers)).json().value
    for (const key of ['gold', 'buyer']) {
      expect(await value(key, { targetingKey: 'ann' })).toBe(true)
      expect(await value(key, { targetingKey: 'ann-phone' }, byWriteKey())).toBe(true)
      expect(await value(key, { targetingKey: 'user_id:ann' }, byWriteKey())).toBe(true)
      expect(await value(key, { targetingKey: 'bob' })).toBe(false)
      expect(
        await value(key, { targetingKey: 'x', person: { tier: 'gold' }, segments: [id] }, byWriteKey()),
      ).toBe(false)
      expect(await value(key, { targetingKey: 'x', person: { tier: 'gold' }, segments: [id] })).toBe(true)
    }
    const tried = await api('POST', '/api/v1/flags/gold/try', { context: { targetingKey: 'ann' } })
    expect(tried).toMatchObject({
      value: true,
      variation: 'on',
      rule: { number: 1 },
      person: { traits: { tier: 'gold' }, segments: [] },
    })
    const refused = await api(
      'POST',
      '/api/v1/flags',
      { key: 'x', type: 'boolean', ...rule('segment', 'in', ['gone']) },
      400,
    )
    expect(refused.detail).toContain('no segment has the id')
  })

  it('knows the device, browser and system of a browser that asks, as events tell them', async () => {
    const group = [
      { attribute: 'device.type', operator: 'equals', value: 'mobile' },
      { attribute: 'browser.name', operator: 'equals', value: 'Safari' },
      { attribute: 'os.version', operator: 'versionAtLeast', value: '17' },
    ]
    const [found, otherwise] = [{ variation: 'on' }, { variation: 'off' }]
    await make('phones', {
      environments: {
        production: { enabled: true, rules: [{ conditions: group, serve: found }], otherwise },
      },
    })
    const iphone =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1'
    const valueFor = async (context: object, agent: string) =>
      (await ask('/phones', { context }, { ...byWriteKey(), 'user-agent': agent })).json().value
    expect(await valueFor({}, iphone)).toBe(true)
    expect(await valueFor({}, 'node')).toBe(false)
    expect(await valueFor({ device: { type: 'tablet' } }, iphone)).toBe(false)
    expect(await valueFor({ 'browser.name': 'Chrome' }, iphone)).toBe(false)
  })

  it('logs an exposure once, for a single evaluation alone, and none of who refuses analytics', () =>
    expectExposures(asked))

  it('tells who changed what, how often a flag was asked for, and takes a change back', () =>
    expectHistory(asked))

  it('deletes neither a flag nor a segment that something still names, and says what', () =>
    expectRemoval(asked))

  it('answers as the evaluator does, and our providers for servers and browsers', () =>
    expectSameAnswers(app, address))
})
