import type { Choices } from './consent.ts'
import type { PageWindow, Properties } from './host.ts'
import { loadModules, type ModuleHashes } from './modules.ts'
import type { Options } from './options.ts'
import { safe } from './safely.ts'
import { watchSignals } from './signals/watch-signals.ts'
import type { Call, CallOptions, Throughline } from './throughline.ts'
import { openTracker } from './tracker.ts'

/** Starts the SDK in a page. */
export function createClient(options: Options, window: PageWindow, hashes: ModuleHashes): Throughline {
  const tracker = openTracker(options, window)

  /** Segment's calls end in an optional callback, which pages wait for before they go elsewhere. */
  const call = (work: (...args: never[]) => void) =>
    safe((...args: unknown[]) => {
      const callback = args.find((arg) => typeof arg === 'function')
      safe(work)(...(args.filter((arg) => arg !== callback) as never[]))
      if (callback) window.setTimeout(callback as () => void)
    })
  /** `identify` and `group` know an id or traits or both. */
  const aboutTraits = (
    work: (id: string | undefined, traits: object | undefined, rest: CallOptions | undefined) => void,
  ) =>
    call((...args: unknown[]) => {
      const id = isObject(args[0]) ? undefined : args.shift()
      work(
        id === undefined || id === null || id === '' ? undefined : String(id),
        args[0] as object,
        args[1] as CallOptions,
      )
    })

  const client: Throughline = {
    page: call((...args: unknown[]) => {
      const start = args.findIndex(isObject)
      const names = (start < 0 ? args : args.slice(0, start)).filter(Boolean)
      const [properties, callOptions] = (start < 0 ? [] : args.slice(start)) as [Properties?, CallOptions?]
      const name = names.pop()
      tracker.page(name ? { name, category: names.pop() } : undefined, properties, callOptions)
    }),
    track: call((event: string, properties?: Properties | null, callOptions?: CallOptions) =>
      tracker.track(event, properties ?? {}, callOptions),
    ),
    identify: aboutTraits((userId, traits, callOptions) => {
      if (userId)
        tracker.change((visitor) => {
          // Somebody else at the same browser: what the one did is not the other's.
          if (visitor.userId && visitor.userId !== userId) {
            visitor.anonymousId = tracker.newId()
            visitor.sessionId = undefined
          }
          visitor.userId = userId
        })
      tracker.send('identify', { traits }, callOptions)
    }),
    group: aboutTraits((groupId, traits, callOptions) => {
      if (groupId)
        tracker.change((visitor) => {
          visitor.groupId = groupId
        })
      tracker.send('group', { groupId: groupId ?? tracker.here().groupId, traits }, callOptions)
    }),
    alias: call((userId: unknown, previousId?: unknown, callOptions?: CallOptions) => {
      const { userId: known, anonymousId } = tracker.here()
      tracker.send(
        'alias',
        { userId: String(userId), previousId: previousId ?? known ?? anonymousId },
        callOptions,
      )
    }),
    reset: call(() => tracker.reset()),
    consent: call((choices: Choices) => tracker.consent(choices)),
    ready: call(() => {}),
    ids: () => tracker.host.ids(),
    push: safe((...calls) => {
      for (const [method, ...args] of calls as Call[]) safe(() => methods[method]?.(...args))()
    }),
  }

  const methods = client as unknown as Record<string, (...args: unknown[]) => void>

  const start = safe(() => {
    tracker.start()
    if (options.signals) safe(watchSignals)(tracker.host)
    loadModules(tracker.host, hashes)
  })
  // A page that the browser prepares in advance is no visit before somebody looks at it.
  if ((window.document as Document & { prerendering?: boolean }).prerendering)
    window.document.addEventListener('prerenderingchange', start, { once: true })
  else start()
  return client
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null
