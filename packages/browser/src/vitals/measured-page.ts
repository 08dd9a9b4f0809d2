import type { Host, PageWindow } from '../host.ts'
import { elementSelector } from '../signals/element-selector.ts'
import type { Navigation, PrerenderedDocument } from './entries.ts'

type Metric = 'LCP' | 'INP' | 'CLS' | 'FCP' | 'TTFB'

/** What a value is put down to; `phase` splits it in milliseconds. */
export interface Attribution {
  readonly element?: string | undefined
  readonly url?: string | undefined
  readonly script?: string | undefined
  readonly phase?: Readonly<Record<string, number>> | undefined
}

/** An observer whose entries may be asked for before it gives them by itself. */
export interface Watch {
  drain(): void
  stop(): void
}

/** One page as its metrics see it, from its load on, through each time that it is left and shown again. */
export interface MeasuredPage {
  readonly window: PageWindow
  /** Around all that the browser calls by itself. */
  readonly safe: Host['safe']
  navigation(): Navigation | undefined
  /** A time of the page's clock as it is from the moment the visitor came, where the page was rendered ahead of that. */
  sinceActivation(time: number): number
  /** When the page was first hidden; what is painted after says nothing of its speed. */
  firstHidden(): number
  onHidden(listener: () => void): void
  /** The page comes back as it was, out of the back-forward cache: a view of its own. */
  onRestore(listener: (at: number) => void): void
  /** Past entries too. Undefined where the browser knows none of the types. */
  observe<E extends PerformanceEntry>(
    types: readonly string[],
    listener: (entries: E[]) => void,
    durationThreshold?: number,
  ): Watch | undefined
  /** Sends a value that is final for now; the same value of the same view only once. */
  report(metric: Metric, value: number, attribution: Attribution): void
}

/** Google's bands: good up to the first, poor above the second. */
const bounds: Readonly<Record<Metric, readonly [good: number, poor: number]>> = {
  LCP: [2500, 4000],
  INP: [200, 500],
  CLS: [0.1, 0.25],
  FCP: [1800, 3000],
  TTFB: [800, 1800],
}

/** The page that a host stands in. */
export function measuredPage(host: Host): MeasuredPage {
  const { window } = host
  const { performance } = window
  const document: PrerenderedDocument = window.document
  const restoreListeners: ((at: number) => void)[] = []

  const navigation = (): Navigation | undefined => {
    const [entry] = performance.getEntriesByType('navigation') as Navigation[]
    // Some browsers give 0 or a time to come.
    return entry && entry.responseStart > 0 && entry.responseStart < performance.now() ? entry : undefined
  }
  const activationStart = (): number => navigation()?.activationStart ?? 0

  const hiddenNow = (): number => (document.visibilityState === 'hidden' ? 0 : Number.POSITIVE_INFINITY)
  let firstHidden =
    performance
      .getEntriesByType('visibility-state')
      .find(({ name, startTime }) => name === 'hidden' && startTime >= activationStart())?.startTime ??
    hiddenNow()
  document.addEventListener(
    'visibilitychange',
    host.safe((event) => {
      if (document.visibilityState === 'hidden') firstHidden = Math.min(firstHidden, event.timeStamp)
    }),
    true,
  )

  let path = ''
  host.onPage((page) => {
    path = page.path
  })
  const loadedUrl = performance.getEntriesByType('navigation')[0]?.name
  const loadedPath = loadedUrl && new URL(loadedUrl).pathname
  const newView = (own: string) => ({
    id: Math.random().toString(36).slice(2),
    path: own,
    sent: {} as Partial<Record<Metric, { readonly value: number; readonly revision: number }>>,
  })
  // The route of a single-page app may have changed since, but the load was of this one.
  let view = newView(!loadedPath || path.split('#')[0] === loadedPath ? path : loadedPath)

  window.addEventListener(
    'pageshow',
    host.safe((event: PageTransitionEvent) => {
      if (!event.persisted) return
      view = newView(path)
      // Some browsers call it visible only a task later.
      window.setTimeout(
        host.safe(() => {
          firstHidden = hiddenNow()
        }),
      )
      for (const listener of restoreListeners) host.safe(listener)(event.timeStamp)
    }),
    true,
  )

  return {
    window,
    safe: host.safe,
    navigation,
    sinceActivation: (time) => Math.max(time - activationStart(), 0),
    firstHidden: () => firstHidden,
    onHidden: (listener) => host.onLeave(listener),
    onRestore: (listener) => restoreListeners.push(listener),

    observe(types, listener, durationThreshold) {
      const { PerformanceObserver } = window
      const known = types.filter((type) => PerformanceObserver.supportedEntryTypes.includes(type))
      if (!known[0]) return
      const take = host.safe((list: () => PerformanceEntryList) => {
        const entries = list()
        // Entries of several types come in the order of the types, not of time.
        if (known[1]) entries.sort((a, b) => a.startTime + a.duration - b.startTime - b.duration)
        listener(entries as never)
      })
      // Safari may call while `observe` is still under way.
      const observer = new PerformanceObserver((list) =>
        window.queueMicrotask(() => take(() => list.getEntries())),
      )
      for (const type of known)
        observer.observe({ type, buffered: true, durationThreshold } as PerformanceObserverInit)
      return { drain: () => take(() => observer.takeRecords()), stop: () => observer.disconnect() }
    },

    report(metric, value, { phase = {}, ...blame }) {
      const before = view.sent[metric]
      if (before?.value === value) return
      const revision = (before?.revision ?? 0) + 1
      view.sent[metric] = { value, revision }
      const [good, poor] = bounds[metric]
      const { element } = blame
      host.track('Web Vital Measured', {
        metric,
        value: metric === 'CLS' ? Math.round(value * 1e4) / 1e4 : Math.round(value),
        rating: value > poor ? 'poor' : value > good ? 'needs-improvement' : 'good',
        path: view.path,
        view_id: view.id,
        // Told again: what was told before no longer counts.
        revision: before && revision,
        element,
        attribution: {
          ...blame,
          phase: Object.fromEntries(Object.entries(phase).map(([name, ms]) => [name, Math.round(ms)])),
        },
      })
    },
  }
}

/** The selector of an element that a metric names, if it is still there. */
export const selectorOf = (node: Node | null | undefined): string | undefined =>
  node?.nodeType === 1 ? elementSelector(node as Element) : undefined

/** An address without what may tell about the visitor; undefined for data and blobs. */
export function bareUrl(url: string): string | undefined {
  if (!/^https?:/.test(url)) return
  const { origin, pathname } = new URL(url)
  return origin + pathname
}

/** Tells the time from `since` to the next paint but one: what is drawn now may miss the next. */
export function timeToPaint({ window, safe }: MeasuredPage, since: number, tell: (ms: number) => void): void {
  const told = safe(() => tell(window.performance.now() - since))
  window.requestAnimationFrame(() => window.requestAnimationFrame(told))
}
