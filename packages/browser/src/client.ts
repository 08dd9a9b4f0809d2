import { type Arrival, readArrival } from './arrival.ts'
import { openConsent } from './consent.ts'
import type { FlagAnswer } from './flags/flag-answer.ts'
import { openFlags } from './flags/open-flags.ts'
import type { Host, PageView, PageWindow, Properties } from './host.ts'
import { newListeners } from './listeners.ts'
import { afterPaint, importModule as fromServer, loadModules } from './modules.ts'
import { pathOf, watchLeaving, watchNavigation } from './navigation.ts'
import type { Options } from './options.ts'
import { openQueue } from './queue.ts'
import { attempt, listen, safe } from './safely.ts'
import { type CallWork, segmentCall } from './segment-call.ts'
import { watchSignals } from './signals/watch-signals.ts'
import { openStore } from './store.ts'
import type { Call, CallOptions, Throughline } from './throughline.ts'
import { openVisitors, type SessionVisitor } from './visitor.ts'

/** Titles are set after the address, and a page that is counted by hand within this time is not counted twice. */
const SETTLE_MS = 400

/**
 * The SDK in a page. Errors, requests and navigation are watched at once. All that takes time, such as the browser's
 * storage, waits until the page is painted, or for the first call of any method.
 *
 * @param calls made before, in their order
 * @param importModule where the SDK's later modules come from
 */
export function createClient(
  options: Options,
  window: PageWindow,
  calls: readonly Call[] = [],
  importModule = fromServer,
): Throughline {
  const { document, location } = window
  const prefix = `throughline.${options.writeKey}.`
  const flagsName = `${prefix}flags`
  const consentName = `throughline-consent.${options.writeKey}`
  const [onPage, tellPage] = newListeners<[PageView]>()
  const [onLeave, tellLeave] = newListeners<[boolean]>()
  const [onTrack, tellTrack] = newListeners<[string, Properties, number]>()
  const [onConsent, tellConsent] = newListeners<[]>()
  const [onSession, tellSession] = newListeners<[string]>()
  const [onVisitor, tellVisitor] = newListeners<[]>()

  // Plain http has no `randomUUID`.
  const newId = () =>
    attempt(() => window.crypto.randomUUID()) ?? Date.now().toString(16) + Math.random().toString(16).slice(2)
  const store = openStore(window)
  const consent = openConsent(window, options, consentName)
  const given = options.bootstrap
  const bootstrap = typeof given === 'string' ? attempt<FlagAnswer>(() => JSON.parse(given)) : given
  const visitors = openVisitors(
    store,
    `${prefix}visitor`,
    newId,
    tellSession,
    bootstrap?.context?.targetingKey,
  )
  const queue = openQueue({ window, options, store, prefix, tab: newId() })

  let path = pathOf(location)
  let url = location.href
  let { referrer } = document
  let arrival: Arrival = {}
  let openedAt = Date.now()
  let counting: number | undefined
  let isLeaving = false
  let isAllowed = false
  let isStarted = false

  // What happens in the background or on the way out is nothing that the visitor does.
  const here = (isActive = !isLeaving && document.visibilityState !== 'hidden') => visitors.current(isActive)
  const pageNow = () => ({
    path,
    url: location.href,
    referrer,
    title: document.title,
    search: location.search,
  })

  const enqueue = (
    { anonymousId, userId, sessionId, groupId, first, last }: SessionVisitor,
    type: string,
    fields: Properties,
    { context, ...own }: CallOptions = {},
    signalPage?: object,
  ) => {
    const timestamp = new Date()
    const page = { ...pageNow(), ...signalPage }
    const came = arrival
    const choices = consent.choices()
    const write = () =>
      JSON.stringify({
        timestamp,
        anonymousId,
        messageId: newId(),
        ...own,
        userId,
        ...fields,
        type,
        context: {
          page,
          ...came,
          sessionId,
          groupId,
          touch: { first, last },
          consent: { categoryPreferences: choices },
          ...context,
        },
      })
    if (signalPage) queue.addSignal(write)
    else queue.add(write())
  }
  const send = (type: string, fields: Properties, callOptions?: CallOptions) => {
    if (isAllowed) enqueue(here(), type, fields, callOptions)
  }
  const track = (
    event: string,
    properties: Properties,
    callOptions?: CallOptions,
    at = Date.now(),
    visitor = here(),
    signalPage?: object,
  ) => {
    enqueue(visitor, 'track', { event, properties }, { timestamp: new Date(at), ...callOptions }, signalPage)
    tellTrack(event, properties, at)
  }
  const page = (names?: Properties, properties?: Properties, callOptions?: CallOptions) => {
    const timestamp = new Date(counting ? openedAt : Date.now())
    window.clearTimeout(counting)
    counting = 0
    send('page', { ...names, properties: { ...pageNow(), ...properties } }, { timestamp, ...callOptions })
  }
  /** Counts the page that is open, if that is still to be done. */
  const count = safe(() => {
    if (counting) page()
  })
  const arrive = () => {
    if (!isAllowed) return
    if (options.pages !== 'off') counting = window.setTimeout(count, SETTLE_MS - (Date.now() - openedAt))
    const { origin, pathname, search } = new URL(url)
    arrival = readArrival(search)
    visitors.current(true, {
      at: new Date(openedAt).toISOString(),
      url: origin + pathname,
      referrer: referrer.startsWith(`${origin}/`) ? '' : referrer,
      ...arrival,
    })
  }
  /** Does as the visitor's word says now. */
  const obey = () => {
    const wasAllowed = isAllowed
    isAllowed = consent.allowed('analytics')
    if (consent.lasting()) store.keep()
    else if (!isAllowed) store.clear(prefix)
    // Collection begins with the page on which it is allowed.
    if (!wasAllowed) arrive()
  }
  const start = () => {
    if (isStarted) return
    isStarted = true
    consent.read()
    // What is left of a time before this site or this visitor asked for privacy goes.
    if (!consent.lasting()) store.clear(prefix)
    obey()
    tellPage(pageNow())
    client.push(...calls)
  }

  const host: Host = {
    options,
    window,
    importModule,
    loaded: new Set(),
    safe,
    track(event, properties, at) {
      start()
      if (!isAllowed) return
      const visitor = here()
      // What is told late of a page that was left still belongs to that page.
      const full: Properties = { path, session_id: visitor.sessionId, ...properties }
      track(event, full, undefined, at, visitor, { path: full.path })
    },
    sendingBytes: queue.sendingBytes,
    ids() {
      start()
      const { anonymousId, userId = null, sessionId } = here(false)
      return { anonymousId, userId, sessionId }
    },
    allowed(purpose) {
      start()
      return consent.allowed(purpose)
    },
    // The last six of its random digits.
    inShare: (share) => Number.parseInt(host.ids().sessionId.slice(-6), 16) < share * 2 ** 24,
    onPage(listener) {
      onPage(listener)
      if (isStarted) safe(listener)(pageNow())
    },
    onLeave,
    onTrack,
    onConsent,
    onSession,
  }

  const call = (most: number, work: CallWork) =>
    segmentCall(window, most, (...args) => {
      start()
      work(...args)
    })
  const client: Throughline = {
    page: call(2, (texts, properties, callOptions) => {
      const [name, category] = texts.filter(Boolean).reverse()
      page({ name, category }, properties, callOptions)
    }),
    track: call(1, ([event], properties = {}, callOptions) => {
      if (isAllowed) track(event as string, properties, callOptions)
    }),
    identify: call(1, ([id], traits, callOptions) => {
      const userId = String(id)
      if (id)
        visitors.change((visitor) =>
          // Somebody else at the same browser: what the one did is not the other's.
          visitor.userId && visitor.userId !== userId
            ? { anonymousId: newId(), userId }
            : { ...visitor, userId },
        )
      tellVisitor()
      send('identify', { traits }, callOptions)
    }),
    group: call(1, ([id = here().groupId], traits, callOptions) => {
      const groupId = String(id)
      visitors.change((visitor) => ({ ...visitor, groupId }))
      tellVisitor()
      send('group', { groupId, traits }, callOptions)
    }),
    alias: call(2, ([userId, previousId = here().anonymousId]) =>
      // Of the two ids that it names, whoever is signed in.
      send('alias', { userId, previousId }),
    ),
    reset: call(0, () => {
      store.remove(flagsName)
      visitors.change(() => ({ anonymousId: newId() }))
      here(true)
      tellVisitor()
    }),
    consent: call(0, (_, choices = {}) => {
      const before = here(true)
      const properties = consent.choose(choices)
      if (!Object.keys(properties)[0]) return
      obey()
      tellConsent()
      enqueue(isAllowed ? here() : before, 'track', { event: 'Consent Updated', properties })
      queue.flush()
    }),
    ready: call(0, () => {}),
    ids: host.ids,
    flags: openFlags({
      host,
      store,
      bootstrap,
      name: flagsName,
      onVisitor,
      track: (...args) => client.track(...args),
      units() {
        start()
        const { anonymousId, userId, sessionId, groupId } = here(false)
        return consent.lasting() ? { targetingKey: anonymousId, userId, sessionId, groupId } : { userId }
      },
    }),
    push(...given) {
      for (const [method, ...args] of given) safe(() => methods[method]?.(...args))()
    },
  }
  const methods = client as unknown as Record<string, (...args: unknown[]) => void>

  watchNavigation(window, (isRestored) => {
    const next = pathOf(location)
    if (next === path && !isRestored) return
    start()
    count()
    path = next
    referrer = url
    url = location.href
    openedAt = Date.now()
    arrive()
    tellPage(pageNow())
  })
  watchLeaving(window, (exit) => {
    start()
    count()
    isLeaving = true
    tellLeave(exit)
    isLeaving = false
    queue.leave()
  })
  listen<StorageEvent>(window, 'storage', ({ key }) => {
    if (key !== consentName || !isStarted) return
    consent.read()
    obey()
    tellConsent()
  })
  if (options.signals !== 'off') safe(watchSignals)(host)
  safe(loadModules)(host)
  safe(afterPaint)(window, safe(start))
  return client
}
