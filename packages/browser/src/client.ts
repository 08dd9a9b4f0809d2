import type { Host, Ids, PageView, PageWindow, Properties } from './host.ts'
import type { Options } from './options.ts'
import { safe } from './safely.ts'
import { watchSignals } from './signals/watch-signals.ts'

/** The SDK as a page uses it. */
export interface Throughline {
  page(name?: string, properties?: Properties): void
  track(event: string, properties?: Properties): void
}

type Listeners<A extends unknown[]> = ((...args: A) => void)[]

/** Starts the SDK in a page. */
export function createClient(options: Options, window: PageWindow): Throughline {
  const { document, location } = window
  const ids: Ids = {
    anonymousId: window.crypto.randomUUID(),
    userId: null,
    sessionId: window.crypto.randomUUID(),
  }
  const leaveListeners: Listeners<[boolean]> = []
  const trackListeners: Listeners<[string, Properties, number]> = []
  let queue: object[] = []
  const view = (): PageView => ({ path: location.pathname, url: location.href, title: document.title })

  const send = (type: string, fields: object, at = Date.now()) => {
    queue.push({
      type,
      messageId: window.crypto.randomUUID(),
      timestamp: new Date(at).toISOString(),
      anonymousId: ids.anonymousId,
      ...fields,
      context: { sessionId: ids.sessionId, page: view(), library: { name: 'throughline-browser' } },
    })
    window.setTimeout(flush, 1000)
  }
  const flush = safe(() => {
    if (queue.length === 0) return
    const body = { writeKey: options.writeKey, sentAt: new Date().toISOString(), batch: queue }
    queue = []
    void window.fetch(`${options.host}/v1/batch`, {
      method: 'POST',
      body: JSON.stringify(body),
      keepalive: true,
    })
  })
  const track = (event: string, properties: Properties = {}, at = Date.now()) => {
    send('track', { event, properties }, at)
    for (const listener of trackListeners) safe(listener)(event, properties, at)
  }
  const host: Host = {
    options,
    window,
    track: (event, properties, at) =>
      track(event, { path: view().path, session_id: ids.sessionId, ...properties }, at),
    ids: () => ids,
    allowed: () => true,
    inShare: (share) => Number.parseInt(ids.sessionId.slice(-6), 16) / 2 ** 24 < share,
    onPage: (listener) => safe(listener)(view()),
    onLeave: (listener) => leaveListeners.push(listener),
    onTrack: (listener) => trackListeners.push(listener),
    onConsent: () => {},
    onSession: () => {},
    safe,
  }
  const leave = (exit: boolean) => {
    for (const listener of leaveListeners) safe(listener)(exit)
    flush()
  }
  window.addEventListener('pagehide', () => leave(true))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') leave(false)
  })
  const client: Throughline = {
    page: safe((name, properties) => send('page', { name, properties: { ...view(), ...properties } })),
    track: safe(track),
  }
  if (options.signals) watchSignals(host)
  client.page()
  return client
}
