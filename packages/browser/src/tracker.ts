import { type Arrival, readArrival } from './arrival.ts'
import { type Choices, openConsent } from './consent.ts'
import { browserContext } from './context.ts'
import { openDelivery } from './delivery.ts'
import type { Host, PageView, PageWindow, Properties } from './host.ts'
import { newListeners } from './listeners.ts'
import { viewOf, watchLeaving, watchNavigation } from './navigation.ts'
import type { Options } from './options.ts'
import { openQueue } from './queue.ts'
import { attempt, safe } from './safely.ts'
import { openStore } from './store.ts'
import type { CallOptions } from './throughline.ts'
import { toJson } from './to-json.ts'
import { openVisitors, type SessionVisitor, type Visitor } from './visitor.ts'

/** The core under the calls that pages make: it knows the visitor and the page, and sends messages. */
export interface Tracker {
  readonly host: Host
  /** Who is here; `active` if the visitor does something now. */
  here(active?: boolean): SessionVisitor
  /** Changes what is known of the visitor. */
  change(change: (visitor: Visitor) => void): void
  send(type: string, fields: Properties, options?: CallOptions): void
  track(event: string, properties?: Properties, options?: CallOptions): void
  /** Counts the page that is open by hand; without fields it adds nothing to an automatic count of a moment ago. */
  page(fields?: Properties, properties?: Properties, options?: CallOptions): void
  consent(choices: Choices): void
  /** Forgets the visitor. */
  reset(): void
  newId(): string
  /** Begins to watch the page. */
  start(): void
}

/** Titles are set a moment after the address; and a page that is counted by hand within it is not counted twice. */
const SETTLE_MS = 100

export function openTracker(options: Options, window: PageWindow): Tracker {
  const { document } = window
  const prefix = `throughline.${options.writeKey}.`
  const consentName = `throughline-consent.${options.writeKey}`
  const store = openStore(window, prefix)
  const consent = openConsent(window, options, consentName)
  // Ids of a time before this site or this visitor asked for privacy go as well.
  if (!consent.lasting()) store.clear()
  store.keep(consent.lasting())

  const onPage = newListeners<[PageView]>()
  const onLeave = newListeners<[boolean]>()
  const onTrack = newListeners<[string, Properties, number]>()
  const onConsent = newListeners<[]>()
  const onSession = newListeners<[string]>()
  const newId = () => attempt(() => window.crypto.randomUUID()) ?? insecureId()
  const visitors = openVisitors(store, newId, onSession.tell)
  const delivery = openDelivery({ window, options, store, context: () => browserContext(window) })
  const queue = openQueue({ window, store, delivery, tab: newId(), lock: prefix })

  let view = viewOf(window)
  let referrer = document.referrer
  let arrival: Arrival = {}
  /** Of pages that were left, by path: what is told of them late still belongs to them. */
  const contexts = new Map<unknown, Properties>()
  let openedAt = 0
  let counting: number | undefined
  let isCounted = false
  let isLeaving = false
  let wasAllowed = consent.allowed('analytics')

  const allowed = () => consent.allowed('analytics')
  // What happens in the background or on the way out is nothing that the visitor does.
  const here = (active = !isLeaving && document.visibilityState !== 'hidden') => visitors.current(active)
  const pageContext = () => {
    const now = viewOf(window)
    // Title and query change within a page; another path is a page that we have still to turn to.
    if (now.path === view.path) view = now
    return { page: { ...view, referrer }, ...arrival }
  }

  const enqueue = (
    visitor: SessionVisitor,
    type: string,
    fields: Properties,
    { timestamp = new Date(), anonymousId = visitor.anonymousId, context }: CallOptions = {},
    page: Properties = pageContext(),
  ) => {
    const { userId, sessionId, groupId, first, last } = visitor
    const choices = consent.choices()
    const consented = Object.keys(choices).length > 0 && { consent: { categoryPreferences: choices } }
    queue.add(
      toJson({
        type,
        messageId: newId(),
        timestamp,
        anonymousId,
        userId,
        ...fields,
        context: { ...page, sessionId, groupId, touch: { first, last }, ...consented, ...context },
      }),
    )
  }
  const send = (type: string, fields: Properties, callOptions?: CallOptions, page?: Properties) => {
    if (allowed()) enqueue(here(), type, fields, callOptions, page)
  }
  const track = (
    event: string,
    properties: Properties = {},
    callOptions?: CallOptions,
    at = Date.now(),
    page?: Properties,
  ) => {
    if (!allowed()) return
    enqueue(here(), 'track', { event, properties }, { timestamp: new Date(at), ...callOptions }, page)
    onTrack.tell(event, properties, at)
  }

  const sendPage = (fields?: Properties, properties?: Properties, callOptions?: CallOptions) => {
    const timestamp = new Date(counting ? openedAt : Date.now())
    window.clearTimeout(counting)
    counting = undefined
    const all = { ...pageContext().page, ...properties }
    if (allowed()) enqueue(here(true), 'page', { ...fields, properties: all }, { timestamp, ...callOptions })
  }
  /** Counts the page that is open, if that is still to be done. */
  const count = () => {
    if (!counting) return
    sendPage()
    isCounted = true
  }
  const arrive = () => {
    openedAt = Date.now()
    isCounted = false
    if (options.pages) counting = window.setTimeout(safe(count), SETTLE_MS)
    arrival = readArrival(view.search)
    if (!allowed()) return
    const { origin, pathname } = window.location
    const touch = { at: new Date().toISOString(), url: origin + pathname, referrer, ...arrival }
    visitors.arrive(touch, referrer !== '' && !referrer.startsWith(`${origin}/`))
  }
  const turn = () => {
    count()
    contexts.set(view.path, pageContext())
    referrer = view.url
    view = viewOf(window)
    contexts.delete(view.path)
    arrive()
    onPage.tell(view)
  }
  const leave = (exit: boolean) => {
    count()
    isLeaving = true
    onLeave.tell(exit)
    isLeaving = false
    queue.leave()
  }

  /** Does as the visitor's word says now. */
  const obey = () => {
    if (!allowed()) store.clear()
    store.keep(consent.lasting())
    // Collection begins with the page on which it was allowed.
    if (allowed() && !wasAllowed) arrive()
    wasAllowed = allowed()
  }

  const host: Host = {
    options,
    window,
    safe,
    track(event, properties, at) {
      const full: Properties = { path: view.path, session_id: here().sessionId, ...properties }
      track(event, full, undefined, at, contexts.get(full.path))
    },
    ids() {
      const { anonymousId, userId = null, sessionId } = here(false)
      return { anonymousId, userId, sessionId }
    },
    allowed: consent.allowed,
    // The last six of its random digits.
    inShare: (share) => Number.parseInt(here(false).sessionId.slice(-6), 16) < share * 2 ** 24,
    onPage(listener) {
      onPage.add(listener)
      safe(listener)(view)
    },
    onLeave: onLeave.add,
    onTrack: onTrack.add,
    onConsent: onConsent.add,
    onSession: onSession.add,
  }

  return {
    host,
    newId,
    send,
    track,
    page(fields, properties, callOptions) {
      const isSaidAlready = isCounted && !fields && !properties
      isCounted = false
      if (!isSaidAlready) sendPage(fields, properties, callOptions)
    },
    change: visitors.change,
    here,
    reset: visitors.forget,
    consent(choices) {
      const before = here(true)
      const news = consent.choose(choices)
      if (!news) return
      obey()
      const fields = { event: 'Consent Updated', properties: news }
      if (allowed()) enqueue(here(true), 'track', fields)
      else {
        // Whose word it is, and no more.
        const { anonymousId, userId, sessionId } = before
        enqueue({ anonymousId, userId, sessionId }, 'track', fields, undefined, {})
        queue.flush()
      }
      onConsent.tell()
    },
    start() {
      const steps = [
        () => watchNavigation(window, turn),
        () => watchLeaving(window, leave),
        () =>
          window.addEventListener(
            'storage',
            safe(({ key }) => {
              if (key !== consentName) return
              consent.reread()
              obey()
              onConsent.tell()
            }),
          ),
        arrive,
      ]
      for (const step of steps) safe(step)()
    },
  }
}

/** Plain http has no `randomUUID`. */
const insecureId = () =>
  '00000000-0000-4000-8000-000000000000'.replace(/0/g, () => Math.floor(Math.random() * 16).toString(16))
