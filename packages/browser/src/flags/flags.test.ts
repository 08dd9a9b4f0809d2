import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeStorage, pass } from '../../test/fake-window.ts'
import { fakeServer, plain, ready, tested, visit } from '../../test/flag-visit.ts'
import { flagsModule as module } from '../../test/flags-module.ts'
import type { EvaluatedFlag } from './flag-answer.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 })
  Object.assign(module, { isBlocked: false, starts: 0 })
  // Which the build writes in.
  vi.stubGlobal('__MODULE_HASHES__', {})
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.clearAllTimers()
  vi.useRealTimers()
})

describe('values', () => {
  it('are the fallback until the first answer, and known at once on the next page', async () => {
    const server = fakeServer(() => [plain('a/b', true), plain('price', 9), plain('list', [1])])
    const storage = fakeStorage()
    const first = visit(server, storage)
    expect(first.client.flags.value('a/b', false)).toBe(false)
    await pass(100)
    expect([first.client.flags.value('a/b', false), first.client.flags.value('list', [2])]).toEqual([
      true,
      [1],
    ])
    const second = visit(server, storage)
    expect([second.client.flags.value('a/b', false), second.client.flags.value('price', 1)]).toEqual([
      true,
      9,
    ])
    await pass(100)
    const [once, again] = server.asked
    expect(once).toMatchObject({
      url: 'https://cx.example/ofrep/v1/evaluate/flags',
      context: { targetingKey: first.client.ids().anonymousId, language: 'en-GB' },
      headers: { authorization: 'Bearer key' },
    })
    expect(Object.keys(once?.context ?? {}).sort()).toEqual(['language', 'sessionId', 'targetingKey'])
    expect(again?.headers['if-none-match']).toBeTruthy()
  })

  it('of another type than the fallback, of unknown flags, and without a value give the fallback', async () => {
    const { client } = visit(fakeServer(() => [plain('a', 'text'), { key: 'b' }, null as never]))
    await ready(client)
    const { value } = client.flags
    expect([value('a', 1), value('a', null), value('b', 'mine'), value('toString', 'mine')]).toEqual([
      1,
      'text',
      'mine',
      'mine',
    ])
  })

  it('hold while a page is open, and the newest count from the next route on', async () => {
    let price = 1
    const server = fakeServer(() => [plain('price', price)])
    const storage = fakeStorage()
    visit(server, storage, { flags: true })
    await pass(100)
    price = 2
    const page = visit(server, storage, { flags: true })
    await pass(100)
    expect(page.client.flags.value('price', 0)).toBe(1)
    page.visit('/next')
    expect(page.client.flags.value('price', 0)).toBe(2)
  })

  it('come from the page’s own server, with the id that it gave', async () => {
    const bootstrap = {
      context: { targetingKey: 'from-server' },
      flags: [tested({ targetingKey: 'from-server' })],
    }
    const page = visit(
      fakeServer(() => []),
      undefined,
      { bootstrap: JSON.stringify(bootstrap) },
    )
    expect(page.client.flags.value('headline', 'Old')).toBe('New')
    expect(page.client.ids().anonymousId).toBe('from-server')
    await pass(2000)
    expect(page.exposures()).toHaveLength(1)
  })

  it('of another visitor are not taken from the page’s own server', async () => {
    const storage = fakeStorage()
    visit(
      fakeServer(() => []),
      storage,
    ).client.track('Known Already')
    const bootstrap = { context: { targetingKey: 'another' }, flags: [plain('a', 1)] }
    const page = visit(
      fakeServer(() => []),
      storage,
      { bootstrap },
    )
    expect(page.client.flags.value('a', 0)).toBe(0)
  })

  it('are those of the session, the group and the environment that is asked for', async () => {
    const bySession: EvaluatedFlag = { key: 'b', value: 1, metadata: { unit: 'sessionId' } }
    const server = fakeServer(({ groupId }) => [plain('a', groupId), bySession])
    const storage = fakeStorage()
    const page = visit(server, storage, { environment: 'staging' })
    page.client.group('team')
    await ready(page.client)
    expect(page.client.flags.value('a', '')).toBe('team')
    expect(server.asked[0]?.url).toBe('https://cx.example/ofrep/v1/evaluate/flags?environment=staging')
    await pass(31 * 60_000)
    const later = visit(server, storage)
    later.client.track('A New Session')
    expect([later.client.flags.value('a', ''), later.client.flags.value('b', 0)]).toEqual(['team', 0])
    await pass(100)
    expect(later.client.flags.value('b', 0)).toBe(1)
  })
})

describe('when nothing answers', () => {
  it('ready is fulfilled after 0.3 s, and at once where the server refuses', async () => {
    const server = fakeServer(() => [])
    server.delay = 5000
    const slow = visit(server)
    const isReady = vi.fn()
    void slow.client.flags.ready().then(isReady)
    await pass(299)
    expect(isReady).not.toHaveBeenCalled()
    await pass(1)
    expect(isReady).toHaveBeenCalledOnce()
    const down = fakeServer(() => [])
    down.isDown = true
    const page = visit(down)
    void page.client.flags.ready().then(isReady)
    await pass(60)
    expect(isReady).toHaveBeenCalledTimes(2)
    expect(page.root.tlFlags).toBe('ready')
  })

  it('the last known values count, or the fallback, and nothing is thrown', async () => {
    const server = fakeServer(() => [plain('a', 2)])
    const storage = fakeStorage()
    visit(server, storage, { flags: true })
    await pass(100)
    server.isDown = true
    const page = visit(server, storage)
    await pass(100)
    expect(page.client.flags.value('a', 1)).toBe(2)
    module.isBlocked = true
    const blocked = visit(server, storage)
    await ready(blocked.client)
    expect([blocked.client.flags.value('a', 1), blocked.client.flags.value('b', 1)]).toEqual([2, 1])
    for (const broken of ['{', '{"flags":3}', 'null']) {
      const other = fakeStorage()
      other.setItem('throughline.key.flags', broken)
      expect(visit(server, other).client.flags.value('a', 1)).toBe(1)
    }
  })
})

describe('exposures', () => {
  it('are logged once, when the flag is read and on whatever page', async () => {
    const server = fakeServer((context) => [tested(context), plain('other', 1)])
    const storage = fakeStorage()
    const page = visit(server, storage, { flags: true })
    expect(page.client.flags.value('headline', 'Old')).toBe('Old')
    await pass(2000)
    expect(page.exposures()).toEqual([])
    for (let i = 0; i < 3; i++) expect(page.client.flags.value('headline', 'Old')).toBe('New')
    page.client.flags.value('other', 0)
    await pass(2000)
    const { anonymousId } = page.client.ids()
    expect(page.exposures()).toMatchObject([
      {
        messageId: `exposure:e1:${anonymousId}:new`,
        anonymousId,
        properties: {
          experiment_id: 'e1',
          variation: 'new',
          flag: 'headline',
          unit: 'targetingKey',
          unit_value: anonymousId,
        },
      },
    ])
    const next = visit(server, storage)
    expect(next.client.flags.value('headline', 'Old')).toBe('New')
    await pass(2000)
    expect(next.exposures()).toEqual([])
  })

  it('are logged of experiments on flags that the one read needs', async () => {
    const server = fakeServer((context) => {
      const through = JSON.stringify([{ flag: 'headline', ...tested(context).metadata }])
      return [{ key: 'needs-headline', value: true, metadata: { through } }]
    })
    const page = visit(server, fakeStorage(), { flags: true })
    await pass(2000)
    for (let i = 0; i < 2; i++) expect(page.client.flags.value('needs-headline', false)).toBe(true)
    await pass(2000)
    const { anonymousId } = page.client.ids()
    expect(page.exposures()).toMatchObject([
      {
        messageId: `exposure:e1:${anonymousId}:new`,
        properties: { experiment_id: 'e1', variation: 'new', flag: 'headline', unit_value: anonymousId },
      },
    ])
  })

  it('are not logged of what was evaluated for somebody unknown', async () => {
    const page = visit(
      fakeServer(() => []),
      undefined,
      { bootstrap: { flags: [tested({})] } },
    )
    expect(page.client.flags.value('headline', 'Old')).toBe('New')
    await pass(2000)
    expect(page.exposures()).toEqual([])
  })
})
