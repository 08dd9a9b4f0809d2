import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type FakeWindow, fakeStorage, fakeWindow, pass } from '../test/fake-window.ts'
import { openQueue, type Queue } from './queue.ts'
import { openStore, type Store } from './store.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

interface Tab extends FakeWindow {
  readonly queue: Queue
  readonly store: Store
}

let tabs = 0
function tab(storage = fakeStorage(), more: object = {}): Tab {
  const fake = fakeWindow('https://shop.example/', more, storage)
  const store = openStore(fake.window)
  store.keep()
  const options = { writeKey: 'key', host: 'https://cx.example' }
  return {
    ...fake,
    store,
    queue: openQueue({ window: fake.window, options, store, prefix: 'tl.', tab: `tab${++tabs}` }),
  }
}
const add = (queue: Queue, id: string, text = '') => queue.add(JSON.stringify({ messageId: id, text }))
const idsOf = ({ messages }: FakeWindow) => messages().map(({ messageId }) => messageId)

it('sends messages that come together in one request, and forgets them', async () => {
  const storage = fakeStorage()
  const { queue, requests } = tab(storage)
  for (const id of ['a', 'b', 'c']) add(queue, id)
  expect(Object.keys(storage)).toHaveLength(3)
  await pass(2000)
  expect(requests).toHaveLength(1)
  expect(requests[0]).toMatchObject({ url: 'https://cx.example/v1/batch', keepalive: true })
  expect(JSON.parse(requests[0]?.body ?? '')).toMatchObject({
    writeKey: 'key',
    sentAt: expect.any(String),
    batch: [{ messageId: 'a' }, { messageId: 'b' }, { messageId: 'c' }],
  })
  expect(Object.keys(storage)).toHaveLength(0)
})

describe('signals', () => {
  const signal = (queue: Queue, id: string) => queue.addSignal(() => JSON.stringify({ messageId: id }))

  it('are in memory until they are sent, and wait longer than events', async () => {
    const storage = fakeStorage()
    const page = tab(storage)
    // What earlier pages have left is looked for first.
    await pass(2000)
    const set = vi.spyOn(storage, 'setItem')
    signal(page.queue, 'a')
    await pass(2000)
    signal(page.queue, 'b')
    expect(page.requests).toEqual([])
    await pass(1200)
    expect(idsOf(page)).toEqual(['a', 'b'])
    expect(set).not.toHaveBeenCalled()
  })

  it('are written once, when they go or are stored', async () => {
    const page = tab()
    page.answer(() => undefined)
    const write = vi.fn(() => JSON.stringify({ messageId: 'a' }))
    page.queue.addSignal(write)
    await pass(1000)
    expect(write).not.toHaveBeenCalled()
    await pass(20_000)
    expect(page.requests.length).toBeGreaterThan(1)
    expect(write).toHaveBeenCalledOnce()
  })

  it('that cannot be written are left out', async () => {
    const storage = fakeStorage()
    const page = tab(storage)
    page.queue.addSignal(() => JSON.stringify({ messageId: 1n }))
    signal(page.queue, 'a')
    await pass(3200)
    expect(idsOf(page)).toEqual(['a'])
    expect(Object.keys(storage)).toEqual([])
  })

  it('go with the next event', async () => {
    const page = tab()
    await pass(2000)
    signal(page.queue, 'a')
    add(page.queue, 'b')
    await pass(1700)
    expect(page.requests).toHaveLength(1)
    expect(idsOf(page)).toEqual(['a', 'b'])
  })

  it.each(['leaves', 'gets no answer'])('are there for the next page where this one %s', async (end) => {
    const storage = fakeStorage()
    const page = tab(storage)
    page.answer(() => undefined)
    signal(page.queue, 'a')
    if (end === 'leaves') page.queue.leave()
    else await pass(3000)
    await pass(0)
    vi.clearAllTimers()
    const next = tab(storage)
    await pass(20_000)
    expect(idsOf(next)).toEqual(['a'])
  })

  it('go where the visitor refuses', async () => {
    const page = tab()
    signal(page.queue, 'a')
    page.store.clear('tl.')
    await pass(10_000)
    expect(page.requests).toEqual([])
  })
})

it.each([500, 502, 503, 408, 429])('tries again after %i', async (status) => {
  const page = tab()
  page.answer(() => ({ status }))
  add(page.queue, 'a')
  await pass(2000)
  page.answer(() => ({ status: 200 }))
  await pass(10_000)
  expect(idsOf(page)).toEqual(['a', 'a'])
})

it.each([400, 401, 403, 404, 413])('gives up after %i', async (status) => {
  const storage = fakeStorage()
  const page = tab(storage)
  page.answer(() => ({ status }))
  add(page.queue, 'a')
  await pass(600_000)
  expect(idsOf(page)).toEqual(['a'])
  expect(Object.keys(storage)).toEqual([])
})

it('waits longer each time, never in step with others, five minutes at most', async () => {
  const page = tab()
  page.answer(() => undefined)
  add(page.queue, 'a')
  await pass(3_600_000)
  const waits = page.requests.slice(1).map(({ at }, index) => at - (page.requests[index]?.at ?? 0))
  expect(waits.length).toBeGreaterThan(12)
  for (const [index, wait] of waits.entries()) {
    const longest = Math.min(1000 * 2 ** index, 300_000)
    // Half of the time is left to chance; what comes together waits 1.5 s in any case.
    expect(wait).toBeGreaterThanOrEqual(longest / 2)
    expect(wait).toBeLessThanOrEqual(Math.max(longest, 1500) + 200)
  }
  expect(new Set(waits.slice(-5)).size).toBeGreaterThan(1)
})

it.each([
  ['seconds', '120'],
  ['a date', 'Sun, 22 Nov 2026 12:02:00 GMT'],
])('waits as long as the server asks in %s, in the next page too', async (_form, header) => {
  vi.setSystemTime('2026-11-22T11:59:58.400Z')
  const storage = fakeStorage()
  const page = tab(storage)
  page.answer(() => ({ status: 503, headers: { 'retry-after': header } }))
  add(page.queue, 'a')
  await pass(2000)
  expect(page.requests).toHaveLength(1)
  page.queue.leave()
  const next = tab(storage)
  await pass(117_000)
  expect(page.requests.length + next.requests.length).toBe(1)
  await pass(10_000)
  expect([...idsOf(page), ...idsOf(next)]).toContain('a')
  expect(page.requests.length + next.requests.length).toBeGreaterThan(1)
})

it('asks nobody while offline, and goes on when it is over', async () => {
  const page = tab()
  const navigator = page.window.navigator as { onLine: boolean }
  navigator.onLine = false
  add(page.queue, 'a')
  await pass(60_000)
  expect(page.requests).toEqual([])
  navigator.onLine = true
  page.emit('online')
  await pass(200)
  expect(idsOf(page)).toEqual(['a'])
})

it('parts what is too much for one request, and sends a message that is too large alone', async () => {
  const page = tab()
  for (let n = 0; n < 30; n++) add(page.queue, `m${n}`, 'ü'.repeat(2000))
  add(page.queue, 'huge', 'x'.repeat(100_000))
  await pass(20_000)
  expect(new Set(idsOf(page)).size).toBe(31)
  for (const { body, batch, keepalive } of page.requests) {
    if (batch.length > 1) expect(new TextEncoder().encode(body).length).toBeLessThan(30_000)
    expect(keepalive).toBe(batch[0]?.messageId !== 'huge')
  }
})

it('sends on the way out what a page may leave behind, beside what is on its way, and no more', async () => {
  const page = tab()
  const never = new Promise(() => {})
  const fetch = vi.spyOn(page.window, 'fetch')
  const held: { body: string; keepalive: boolean }[] = []
  const slow = tab(fakeStorage(), {
    fetch: (_url: string, request: { body: string; keepalive: boolean }) => {
      held.push(request)
      return never
    },
  })
  for (let n = 0; n < 40; n++) add(slow.queue, `m${n}`, 'x'.repeat(2000))
  await pass(2000)
  slow.queue.leave()
  expect(held).toHaveLength(2)
  expect(held.every(({ keepalive }) => keepalive)).toBe(true)
  const bytes = held.reduce((sum, { body }) => sum + body.length, 0)
  expect(bytes).toBeGreaterThan(50_000)
  expect(bytes).toBeLessThan(64 * 1024)
  const sent = held.flatMap(({ body }) =>
    JSON.parse(body).batch.map(({ messageId }: { messageId: string }) => messageId),
  )
  expect(new Set(sent).size).toBe(sent.length)
  expect(fetch).not.toHaveBeenCalled()
})

it('does not wait with much: at its end a page has little room', async () => {
  const page = tab()
  await pass(2000)
  for (let n = 0; n < 20; n++) add(page.queue, `m${n}`, 'x'.repeat(2000))
  await pass(200)
  expect(idsOf(page)).toHaveLength(20)
})

it('sends a beacon where requests end with the page, and keeps what nobody answered for', async () => {
  const storage = fakeStorage()
  const beacons: string[] = []
  const navigator = {
    onLine: true,
    sendBeacon: (url: string, body: string) => beacons.push(`${url} ${JSON.parse(body).batch[0].messageId}`),
  }
  const page = tab(storage, { navigator, Request: class {} })
  add(page.queue, 'a')
  page.queue.leave()
  await pass(0)
  expect(beacons).toEqual(['https://cx.example/v1/batch a'])
  vi.clearAllTimers()
  const next = tab(storage)
  await pass(5000)
  expect(idsOf(next)).toEqual(['a'])
})

it('without storage sends on the way out even what the server wanted later', async () => {
  const page = tab()
  page.store.clear('')
  page.answer(() => ({ status: 503, headers: { 'retry-after': '600' } }))
  add(page.queue, 'a')
  await pass(2000)
  page.queue.leave()
  expect(idsOf(page)).toEqual(['a', 'a'])
})

it('on the way out a tab leaves to other tabs what is theirs', () => {
  const storage = fakeStorage()
  const [one, two] = [tab(storage), tab(storage)]
  add(one.queue, 'one')
  add(two.queue, 'two')
  one.queue.leave()
  expect(idsOf(one)).toEqual(['one'])
})

it('goes on where an earlier page has left messages', async () => {
  const storage = fakeStorage()
  const closed = tab(storage)
  closed.answer(() => undefined)
  add(closed.queue, 'a')
  closed.queue.leave()
  await pass(0)
  vi.clearAllTimers()
  const next = tab(storage)
  await pass(5000)
  expect(idsOf(next)).toEqual(['a'])
})

it('keeps in memory what a full storage does not take', async () => {
  const page = tab(fakeStorage(10))
  for (const id of ['a', 'b']) add(page.queue, id)
  await pass(2000)
  expect(idsOf(page)).toEqual(['a', 'b'])
})

it('lets go of the oldest where nobody takes them', async () => {
  const storage = fakeStorage()
  const page = tab(storage)
  page.answer(() => undefined)
  for (let n = 0; n < 1200; n++) add(page.queue, `m${n}`)
  await pass(5000)
  const texts = Object.values(storage).filter((text) => text.includes('messageId'))
  expect(texts).toHaveLength(1000)
  expect(texts.some((text) => text.includes('"m1199"'))).toBe(true)
  expect(texts.some((text) => text.includes('"m199"'))).toBe(false)
})

it('loses and doubles nothing, whatever the network does, over pages that end at any moment', async () => {
  const moment = fc.record({
    add: fc.integer({ min: 0, max: 3 }),
    status: fc.constantFrom(200, 503, 429, 0),
    wait: fc.integer({ min: 0, max: 4000 }),
    page: fc.constantFrom('stays', 'leaves', 'dies'),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(moment, { maxLength: 12 }), async (moments) => {
      const storage = fakeStorage()
      const taken: string[] = []
      let status = 200
      let count = 0
      const openTab = () => {
        const next = tab(storage)
        next.answer(({ batch }) => {
          if (status === 200) taken.push(...batch.map(({ messageId }) => messageId))
          return status ? { status } : undefined
        })
        return next
      }
      let page = openTab()
      for (const step of moments) {
        for (let n = 0; n < step.add; n++) add(page.queue, `m${count++}`)
        status = step.status
        await pass(step.wait)
        if (step.page === 'stays') continue
        if (step.page === 'leaves') page.queue.leave()
        vi.clearAllTimers()
        page = openTab()
      }
      status = 200
      await pass(400_000)
      expect(new Set(taken).size).toBe(count)
      expect(Object.keys(storage).filter((name) => name.includes('queue'))).toEqual([])
      vi.clearAllTimers()
    }),
    { numRuns: 60 },
  )
})
