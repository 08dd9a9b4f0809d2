import { vi } from 'vitest'
import type { PageWindow } from '../src/host.ts'

/** One message as the server would get it. */
interface SentMessage {
  readonly messageId: string
  readonly type: string
  readonly event?: string
  readonly timestamp: string
  readonly anonymousId: string
  readonly userId?: string
  readonly previousId?: string
  readonly groupId?: string
  readonly name?: string
  readonly category?: string
  readonly traits?: Record<string, unknown>
  readonly properties: Record<string, unknown>
  readonly context: Record<string, Record<string, unknown>> & { readonly sessionId: string }
}

/** A request as the browser would send it. */
interface SentRequest {
  readonly url: string
  readonly at: number
  readonly body: string
  readonly keepalive: boolean
  readonly batch: SentMessage[]
}

export interface FakeWindow {
  readonly window: PageWindow
  readonly requests: SentRequest[]
  /** All messages in the order in which they went. */
  messages(): SentMessage[]
  /** What the server answers from now on: a status with headers, or nothing at all. */
  answer(
    answer: (request: SentRequest) => { status: number; headers?: Record<string, string> } | undefined,
  ): void
  /** Goes elsewhere by the browser's own history. */
  visit(path: string): void
  /** Shows or hides the tab. */
  show(state: 'visible' | 'hidden'): void
  emit(type: string, more?: object): void
}

/** Storage whose entries are enumerable, as in browsers. `limit`: characters that it takes at most. */
export function fakeStorage(limit = Number.POSITIVE_INFINITY): Storage {
  const methods = {
    getItem: (name: string) => (Object.hasOwn(storage, name) ? storage[name] : null),
    setItem: (name: string, value: string) => {
      if (Object.values(storage).join('').length + value.length > limit) throw new Error('QuotaExceededError')
      storage[name] = value
    },
    removeItem: (name: string) => {
      delete storage[name]
    },
  }
  const storage: Record<string, string> = Object.create(methods)
  return storage as unknown as Storage
}

/**
 * A page for the SDK, on the clock of `vi.useFakeTimers()`. Two windows with one storage are two tabs.
 *
 * @param more replaces or adds globals
 */
export function fakeWindow(
  address = 'https://shop.example/',
  more: object = {},
  storage = fakeStorage(),
): FakeWindow {
  const requests: SentRequest[] = []
  let answer: Parameters<FakeWindow['answer']>[0] = () => ({ status: 200 })
  const document = Object.assign(new EventTarget(), {
    title: 'Shop',
    referrer: '',
    readyState: 'complete',
    visibilityState: 'visible',
  })
  let url = new URL(address)
  const location = {
    get href() {
      return url.href
    },
    get origin() {
      return url.origin
    },
    get pathname() {
      return url.pathname
    },
    get search() {
      return url.search
    },
    get hash() {
      return url.hash
    },
  }
  const go = (path: string) => {
    url = new URL(path, url)
  }
  const window = Object.assign(new EventTarget(), {
    document,
    location,
    history: {
      pushState: (_state: unknown, _title: string, path: string) => go(path),
      replaceState: (_state: unknown, _title: string, path: string) => go(path),
    },
    navigator: { onLine: true, language: 'en-GB', userAgent: 'Fake/1.0', locks: undefined },
    screen: { width: 1920, height: 1080 },
    innerWidth: 1280,
    innerHeight: 720,
    devicePixelRatio: 1,
    localStorage: storage,
    crypto,
    Request,
    setTimeout: (work: () => void, ms?: number) => Number(setTimeout(work, ms)),
    clearTimeout: (timer: number) => clearTimeout(timer),
    async fetch(to: string, { body, keepalive }: { body: string; keepalive: boolean }) {
      const request = { url: to, at: Date.now(), body, keepalive, batch: JSON.parse(body).batch }
      requests.push(request)
      const given = answer(request)
      if (!given) throw new TypeError('Failed to fetch')
      return { status: given.status, headers: new Headers(given.headers) }
    },
    ...more,
  })
  const emit = (target: EventTarget, type: string, fields: object = {}) =>
    target.dispatchEvent(Object.assign(new Event(type), fields))
  return {
    window: window as unknown as PageWindow,
    requests,
    messages: () => requests.flatMap(({ batch }) => batch),
    answer: (next) => {
      answer = next
    },
    visit(path) {
      go(path)
      emit(window, 'popstate')
    },
    show(state) {
      document.visibilityState = state
      emit(document, 'visibilitychange')
    },
    emit: (type, fields) => emit(window, type, fields),
  }
}

/** Lets time pass, timers and promises included. */
export const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms)
