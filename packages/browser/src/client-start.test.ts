import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type FakeWindow, fakeWindow, pass } from '../test/fake-window.ts'
import { createClient } from './client.ts'
import type { Options } from './options.ts'
import type { Call } from './throughline.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.clearAllTimers()
  vi.useRealTimers()
})

/** A window that counts how often its storage is touched, and paints when it is told to. */
function unpainted() {
  const frames: (() => void)[] = []
  const seen = { touches: 0 }
  const fake = fakeWindow('https://shop.example/first?utm_source=a', {
    requestAnimationFrame: (work: () => void) => frames.push(work),
  })
  const storage = fake.window.localStorage
  Object.defineProperty(fake.window, 'localStorage', {
    get() {
      seen.touches++
      return storage
    },
  })
  const options: Options = { writeKey: 'key', host: 'https://cx.example', signals: 'off', vitals: 'off' }
  return {
    ...fake,
    seen,
    open: (calls: readonly Call[] = []) => createClient(options, fake.window, calls),
    frame: () => {
      for (const work of frames.splice(0)) work()
    },
  }
}

const paths = ({ messages }: FakeWindow) =>
  messages()
    .filter(({ type }) => type === 'page')
    .map(({ properties }) => properties.path)

describe('before the page is painted', () => {
  it('nothing that takes time is done, and the page keeps the time at which it was opened', async () => {
    const page = unpainted()
    const at = Date.now()
    page.open([['track', 'Called Early']])
    page.frame()
    await pass(600)
    expect(page.seen.touches).toBe(0)
    page.frame()
    expect(page.seen.touches).toBeGreaterThan(0)
    await pass(2500)
    expect(page.messages().map(({ event, type }) => event ?? type)).toEqual(['Called Early', 'page'])
    expect(page.messages()[1]).toMatchObject({
      timestamp: new Date(at).toISOString(),
      context: { touch: { first: { at: new Date(at).toISOString(), campaign: { source: 'a' } } } },
    })
  })

  it('a call does what it should at once, after those that were made before it', () => {
    const page = unpainted()
    const client = page.open([['identify', 'early']])
    expect(client.ids().userId).toBe('early')
    expect(page.seen.touches).toBeGreaterThan(0)
  })

  it('a page that turns to another or is left counts', async () => {
    const page = unpainted()
    page.open()
    await pass(50)
    page.visit('/second')
    page.emit('pagehide')
    expect(paths(page)).toEqual(['/first', '/second'])
    expect(page.messages()[0]?.context.touch).toMatchObject({
      first: { url: 'https://shop.example/first', campaign: { source: 'a' } },
    })
  })

  it('a page in the background, which is never painted, counts after a second', async () => {
    const page = unpainted()
    page.open()
    await pass(4000)
    expect(paths(page)).toEqual(['/first'])
  })
})
