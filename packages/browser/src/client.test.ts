import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type FakeWindow, fakeStorage, fakeWindow, pass } from '../test/fake-window.ts'
import { createClient } from './client.ts'
import type { Options } from './options.ts'
import type { Throughline } from './throughline.ts'

const MINUTE = 60_000

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.clearAllTimers()
  vi.useRealTimers()
})

interface Tab extends FakeWindow {
  readonly client: Throughline
}

function open(
  address?: string,
  more: object = {},
  storage = fakeStorage(),
  options: Partial<Options> = {},
): Tab {
  const fake = fakeWindow(address, more, storage)
  const client = createClient(
    { writeKey: 'key', host: 'https://cx.example', signals: 'off', vitals: 'off', ...options },
    fake.window,
  )
  // As a page does that calls something at once: else the client waits until the page is painted.
  client.ids()
  return { ...fake, client }
}
const paths = ({ messages }: FakeWindow) =>
  messages()
    .filter(({ type }) => type === 'page')
    .map(({ properties }) => properties.path)

describe('calls as Segment’s clients have them', () => {
  it('takes page with category and name, a name, properties, or nothing', async () => {
    const { client, messages } = open(undefined, {}, undefined, { pages: 'off' })
    client.page('Shop', 'Lamps', { colour: 'red' })
    client.page('Lamps', { colour: 'blue' })
    client.page({ colour: 'green' })
    client.page()
    await pass(2000)
    expect(
      messages().map(({ name, category, properties: { colour, path } }) => [category, name, colour, path]),
    ).toEqual([
      ['Shop', 'Lamps', 'red', '/'],
      [undefined, 'Lamps', 'blue', '/'],
      [undefined, undefined, 'green', '/'],
      [undefined, undefined, undefined, '/'],
    ])
  })

  it('takes identify with an id, traits, or both, and keeps the id', async () => {
    const { client, messages } = open(undefined, {}, undefined, { pages: 'off' })
    client.identify({ plan: 'free' })
    client.identify(42, { plan: 'pro' })
    client.identify('42')
    client.track('Later')
    await pass(2000)
    expect(messages().map(({ userId, traits }) => [userId, traits])).toEqual([
      [undefined, { plan: 'free' }],
      ['42', { plan: 'pro' }],
      ['42', undefined],
      ['42', undefined],
    ])
  })

  it('takes options of one call, and calls back when the event is kept', async () => {
    const storage = fakeStorage()
    const { client, messages } = open(undefined, {}, storage, { pages: 'off' })
    const back = vi.fn(() => Object.keys(storage).some((name) => name.includes('queue')))
    client.track(
      'With Options',
      { a: 1 },
      { timestamp: '2026-01-01T00:00:00.000Z', anonymousId: 'other', context: { ip: 'no' } },
      back,
    )
    client.track('Without', null as never, { timestamp: new Date('2026-01-02') }, back)
    client.ready(back)
    await pass(10)
    expect(back.mock.results.map(({ value }) => value)).toEqual([true, true, true])
    await pass(2000)
    expect(messages()).toMatchObject([
      {
        timestamp: '2026-01-01T00:00:00.000Z',
        anonymousId: 'other',
        properties: { a: 1 },
        context: { ip: 'no' },
      },
      { timestamp: '2026-01-02T00:00:00.000Z', properties: {} },
    ])
  })

  it('takes group and alias', async () => {
    const { client, messages } = open(undefined, {}, undefined, { pages: 'off' })
    const { anonymousId } = client.ids()
    client.group('household', { size: 2 })
    client.alias('new-id')
    client.alias('new-id', 'old-id')
    await pass(2000)
    expect(messages()).toMatchObject([
      { type: 'group', groupId: 'household', traits: { size: 2 } },
      { type: 'alias', userId: 'new-id', previousId: anonymousId, context: { groupId: 'household' } },
      { type: 'alias', userId: 'new-id', previousId: 'old-id' },
    ])
  })

  it('never throws, and costs an event no more than what JSON can’t say', async () => {
    const { client, messages } = open(undefined, {}, undefined, { pages: 'off' })
    const strange: Record<string, unknown> = {
      fine: 1,
      big: 10n,
      get broken() {
        throw new Error('no')
      },
    }
    strange.self = strange
    client.track('Strange', strange)
    for (const method of ['page', 'track', 'identify', 'group', 'alias', 'consent', 'ready', 'push', 'none'])
      for (const arg of [Symbol('s'), null, undefined, 7, [], () => {}, strange])
        client.push([method, arg, arg, arg])
    await pass(2000)
    expect(messages()[0]?.properties).toEqual({ fine: 1 })
  })
})

describe('pages', () => {
  it('count once for each path, by whatever means it changes', async () => {
    const tab = open('https://shop.example/a?x=1#top')
    const { history } = tab.window
    await pass(500)
    history.pushState({}, '', '/b')
    history.replaceState({}, '', '/b?page=2#reviews')
    await pass(500)
    tab.visit('/c')
    tab.visit('/c#place')
    tab.visit('/c#/route?q=1')
    tab.visit('/c#!/other')
    await pass(2500)
    expect(paths(tab)).toEqual(['/a', '/b', '/c', '/c#/route', '/c#!/other'])
    const [first, second] = tab.messages()
    expect(first?.properties).toMatchObject({ referrer: '', search: '?x=1' })
    expect(second?.properties).toMatchObject({ referrer: 'https://shop.example/a?x=1#top' })
  })

  it('counted by hand take the place of the automatic ones', async () => {
    const tab = open()
    tab.client.page('Home')
    await pass(500)
    tab.window.history.pushState({}, '', '/list')
    await pass(100)
    tab.client.page('List')
    await pass(2500)
    expect(tab.messages().map(({ name }) => name)).toEqual(['Home', 'List'])
  })

  it('have the title that is set a moment later, and the time of the turn', async () => {
    const tab = open()
    await pass(500)
    const at = Date.now()
    tab.window.history.pushState({}, '', '/list')
    await pass(100)
    tab.window.document.title = 'List'
    await pass(2500)
    expect(tab.messages()[1]).toMatchObject({
      properties: { title: 'List' },
      timestamp: new Date(at).toISOString(),
    })
  })

  it('that come back out of the browser’s cache count again', async () => {
    const tab = open()
    await pass(500)
    tab.emit('pageshow', { persisted: true })
    await pass(2500)
    expect(paths(tab)).toEqual(['/', '/'])
  })

  it('that are left at once count as well', async () => {
    const tab = open()
    tab.emit('pagehide')
    expect(paths(tab)).toEqual(['/'])
  })
})

describe('sessions', () => {
  it('last while something happens, and 30 minutes longer', async () => {
    const { client } = open()
    const first = client.ids().sessionId
    for (let n = 0; n < 4; n++) {
      await pass(29 * MINUTE)
      client.track('Still Here')
      expect(client.ids().sessionId).toBe(first)
    }
    await pass(31 * MINUTE)
    client.track('Back Again')
    expect(client.ids().sessionId).not.toBe(first)
  })

  it('are neither kept alive nor begun by what happens in the background', async () => {
    const tab = open()
    const { sessionId } = tab.client.ids()
    tab.show('hidden')
    for (let n = 0; n < 4; n++) {
      await pass(20 * MINUTE)
      tab.client.track('In The Background')
      expect(tab.client.ids().sessionId).toBe(sessionId)
    }
    tab.show('visible')
    tab.client.track('Back Again')
    expect(tab.client.ids().sessionId).not.toBe(sessionId)
  })

  it('are shared by tabs; a new campaign begins one, the same does not', () => {
    const storage = fakeStorage()
    const one = open('https://shop.example/?utm_source=a', {}, storage)
    const two = open('https://shop.example/list', {}, storage)
    expect(two.client.ids()).toEqual(one.client.ids())
    const same = open('https://shop.example/?utm_source=a', {}, storage)
    expect(same.client.ids()).toEqual(one.client.ids())
    const before = one.client.ids()
    open('https://shop.example/?gclid=1', {}, storage)
    const after = one.client.ids()
    expect(after.anonymousId).toBe(before.anonymousId)
    expect(after.sessionId).not.toBe(before.sessionId)
  })

  it('survive what others write over ours', () => {
    const storage = fakeStorage()
    for (const text of ['', 'null', '7', '[]', '{"anonymousId":null}', '{"sessionId":{}}', 'not json']) {
      storage.setItem('throughline.key.visitor', text)
      const { client } = open(undefined, {}, storage)
      expect(client.ids()).toEqual({
        anonymousId: expect.any(String),
        userId: null,
        sessionId: expect.any(String),
      })
      expect(client.ids()).toEqual(client.ids())
    }
  })
})

describe('touches', () => {
  it('keep the first and the last that another site or a campaign led to', async () => {
    const storage = fakeStorage()
    const landing = open('https://shop.example/landing?utm_source=a', {}, storage)
    const tab = open('https://shop.example/list?fbclid=f', {}, storage)
    tab.visit('/inside')
    tab.client.track('Touched')
    await pass(2500)
    // One tab sends what all have.
    const tracked = [landing, tab]
      .flatMap(({ messages }) => messages())
      .find(({ event }) => event === 'Touched')
    expect(tracked?.context.touch).toMatchObject({
      first: { url: 'https://shop.example/landing', campaign: { source: 'a' } },
      last: { url: 'https://shop.example/list', clickIds: { fbclid: 'f' } },
    })
    expect(tracked?.context).not.toHaveProperty('clickIds')
  })
})

describe('consent', () => {
  const without: Partial<Options> = { consent: 'required' }

  it('is waited for without storage, and then takes along what is in memory', async () => {
    const storage = fakeStorage()
    const tab = open(undefined, {}, storage, without)
    tab.client.track('Before')
    await pass(2500)
    expect(tab.messages().map(({ event }) => event)).toContain('Before')
    expect(Object.keys(storage)).toEqual([])
    const ids = tab.client.ids()
    tab.client.consent({ analytics: true })
    expect(open(undefined, {}, storage, without).client.ids()).toEqual(ids)
  })

  it('refused ends everything but the record, in all tabs and the next page', async () => {
    const storage = fakeStorage()
    const tab = open(undefined, {}, storage)
    const other = open(undefined, {}, storage)
    const { anonymousId } = tab.client.ids()
    tab.client.track('Unsent')
    tab.client.consent({ analytics: false, marketing: false })
    other.emit('storage', { key: 'throughline-consent.key' })
    const next = open(undefined, {}, storage)
    for (const { client } of [tab, other, next]) {
      client.track('Silent')
      client.identify('somebody')
      client.page()
    }
    await pass(10_000)
    expect([tab, other, next].flatMap(({ messages }) => messages())).toMatchObject([
      { event: 'Consent Updated', anonymousId, properties: { analytics: false, marketing: false } },
    ])
    expect({ ...storage }).toEqual({ 'throughline-consent.key': '{"analytics":false,"marketing":false}' })
  })

  it('is told once, however often a banner repeats it', async () => {
    const { client, messages } = open()
    for (let n = 0; n < 3; n++) client.consent({ analytics: true, replay: true, other: true } as object)
    client.consent({ analytics: true, replay: false })
    await pass(2500)
    expect(messages().filter(({ event }) => event === 'Consent Updated')).toMatchObject([
      { properties: { analytics: true, replay: true } },
      { properties: { replay: false } },
    ])
  })

  it('of the visitor stands above what the browser asks for', async () => {
    const navigator = { globalPrivacyControl: true, userAgent: 'Fake/1.0' }
    const storage = fakeStorage()
    const { client, messages } = open(undefined, { navigator }, storage)
    await pass(2500)
    expect(Object.keys(storage)).toEqual([])
    expect(messages()[0]?.context.consent).toEqual({
      categoryPreferences: { replay: false, personalisation: false, marketing: false },
    })
    client.consent({ analytics: true, replay: true })
    client.track('After')
    await pass(2500)
    expect(messages().at(-1)?.context.consent).toEqual({
      categoryPreferences: { analytics: true, replay: true, personalisation: false, marketing: false },
    })
    expect(Object.keys(storage).length).toBeGreaterThan(1)
  })

  it('asked for later lets go of what an earlier page has stored', () => {
    const storage = fakeStorage()
    open(undefined, {}, storage)
    expect(Object.keys(storage).length).toBeGreaterThan(0)
    open(undefined, {}, storage, without)
    expect(Object.keys(storage)).toEqual([])
  })
})
