import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeStorage, pass } from '../../test/fake-window.ts'
import { element, fakeServer, plain, ready, stored, tested, visit } from '../../test/flag-visit.ts'
import { flagsModule as module } from '../../test/flags-module.ts'

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

describe('privacy', () => {
  it('without analytics flags work, and nothing is stored or logged', async () => {
    const server = fakeServer(({ targetingKey }) =>
      targetingKey ? [tested({ targetingKey }), plain('a', 1)] : [{ key: 'headline' }, plain('a', 1)],
    )
    const storage = fakeStorage()
    const page = visit(server, storage)
    page.client.consent({ analytics: false })
    await ready(page.client)
    expect([page.client.flags.value('a', 0), page.client.flags.value('headline', 'Old')]).toEqual([1, 'Old'])
    await pass(5000)
    expect(stored(storage)).toEqual([])
    expect(server.asked.at(-1)?.context).toEqual({ language: 'en-GB' })
    expect(page.exposures()).toEqual([])
  })

  it('a no deletes what was stored, and a yes asks with the id', async () => {
    const server = fakeServer(({ targetingKey }) => [plain('a', !!targetingKey)])
    const storage = fakeStorage()
    const page = visit(server, storage, { consent: 'required', flags: true })
    await pass(100)
    expect([page.client.flags.value('a', true), stored(storage)]).toEqual([false, []])
    page.client.consent({ analytics: true })
    await pass(100)
    expect([page.client.flags.value('a', false), stored(storage)]).toEqual([true, ['throughline.key.flags']])
    page.client.consent({ analytics: false })
    await pass(100)
    expect([page.client.flags.value('a', true), stored(storage)]).toEqual([false, []])
  })

  it('reset forgets at once, and asks for the new visitor', async () => {
    const server = fakeServer(({ targetingKey }) => [plain('who', targetingKey)])
    const storage = fakeStorage()
    const page = visit(server, storage, { flags: true })
    await pass(100)
    const before = page.client.flags.value('who', '')
    page.client.reset()
    expect([before.length > 0, page.client.flags.value('who', ''), stored(storage)]).toEqual([true, '', []])
    await pass(100)
    expect(page.client.flags.value('who', '')).toBe(page.client.ids().anonymousId)
  })
})

describe('changes', () => {
  it('are told where the page asks for them: by the server’s word, and when the tab is looked at again', async () => {
    let price = 1
    const server = fakeServer(() => [plain('price', price), plain('same', 1)])
    const page = visit(server)
    const changed = vi.fn()
    page.client.flags.onChange(() => {
      throw new Error('the page’s own')
    })
    page.client.flags.onChange(changed)
    await pass(100)
    expect(changed.mock.calls).toEqual([[['price', 'same']]])
    expect(page.streams.map(({ url }) => url)).toEqual(['https://cx.example/ofrep/v1/events/channel-1'])
    price = 2
    page.streams[0]?.onmessage({ data: '{"type":"somethingNew"}' })
    page.streams[0]?.onmessage({ data: 'broken' })
    page.streams[0]?.onmessage({ data: '{"type":"refetchEvaluation"}' })
    await pass(1200)
    expect(changed.mock.calls.slice(1)).toEqual([[['price']]])
    expect(page.client.flags.value('price', 0)).toBe(2)
    page.show('hidden')
    expect(page.streams[0]?.isClosed).toBe(true)
    price = 3
    await pass(6000)
    page.show('visible')
    await pass(100)
    expect([changed.mock.calls.length, page.client.flags.value('price', 0), page.streams.length]).toEqual([
      3, 3, 2,
    ])
    expect(server.asked).toHaveLength(3)
  })

  it('are not asked for otherwise: no stream, one request a page', async () => {
    const server = fakeServer(() => [plain('a', 1)])
    const page = visit(server, undefined, { flags: true })
    await pass(100)
    page.show('hidden')
    await pass(60_000)
    page.show('visible')
    await pass(100)
    expect([page.streams, server.asked.length]).toEqual([[], 1])
  })

  it('where no page uses flags the module is not even loaded', async () => {
    const page = visit(fakeServer(() => []))
    await pass(5000)
    expect([module.starts, page.root]).toEqual([0, {}])
  })
})

describe('marked elements', () => {
  it('change as long as the page’s style hides them, and never once they were seen', async () => {
    const veiled = element({ tlFlag: 'headline' }, true)
    const seen = element({ tlFlag: 'headline' }, false)
    const unknown = element({ tlFlag: 'unknown' }, true)
    const off = element({ tlFlag: 'banner' }, true)
    const [a, b] = [
      element({ tlFlag: 'headline', tlIs: 'A' }, true),
      element({ tlFlag: 'headline', tlIs: 'New' }, true),
    ]
    const server = fakeServer((context) => [tested(context), plain('banner', false)])
    const page = visit(server, undefined, { flags: 'on' }, [veiled, seen, unknown, off, a, b])
    expect(page.root).toEqual({})
    await pass(100)
    expect([veiled, seen, unknown].map(({ textContent }) => textContent)).toEqual([
      'New',
      'Original',
      'Original',
    ])
    expect([off, a, b].map(({ hidden }) => hidden)).toEqual([true, true, false])
    expect(page.root.tlFlags).toBe('ready')
    await pass(2000)
    expect(page.exposures()).toHaveLength(1)
  })
})
