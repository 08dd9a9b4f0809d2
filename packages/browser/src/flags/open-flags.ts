import type { Host } from '../host.ts'
import { loadModule } from '../modules.ts'
import { attempt, safe } from '../safely.ts'
import type { Store } from '../store.ts'
import type { Flags, Throughline } from '../throughline.ts'
import type { EvaluatedFlag, FlagAnswer, FlagContext } from './flag-answer.ts'

/** After this a page that waits shows what it has: a visitor notices a pause of a third of a second. */
const LONGEST_WAIT_MS = 300

/** As OFREP names it: an address, or the part of one behind the server's own. */
interface EventStream {
  readonly type: string
  readonly url?: string
  readonly endpoint?: { readonly origin?: string; readonly requestUri?: string }
}

/** What the core and `flags.js` share: the core reads what is known, the module asks and keeps. */
interface FlagLink {
  /** What counts on this page. */
  known?: FlagAnswer | undefined
  /** What counts from the next page or route on. */
  next?: FlagAnswer | undefined
  /** Where to hear of changes: with a key of its own, so never stored. */
  streams?: readonly EventStream[] | undefined
  /** The flag, as far as what is known of it still holds for who is here. */
  find(key?: string): EvaluatedFlag | undefined
  units(): FlagContext
  keep(answer: FlagAnswer): void
  onVisitor(listener: () => void): void
  track: Throughline['track']
  readonly listeners: ((keys: string[]) => void)[]
  /** The page has read this flag, or without one wants to hear of changes. The module puts its own in place of it. */
  used(flag?: EvaluatedFlag): void
  readonly early: (EvaluatedFlag | undefined)[]
  /** `ready()` is fulfilled. */
  settle(): void
}

export interface FlagHost extends Host {
  readonly link: FlagLink
}

export interface FlagDependencies extends Pick<FlagLink, 'units' | 'onVisitor' | 'track'> {
  readonly host: Host
  readonly store: Store
  /** Under which the store has the last answer. */
  readonly name: string
  /** What the page's own server has evaluated. */
  readonly bootstrap: FlagAnswer | undefined
}

/** The part of the flags that every page loads: what is known is read at once, all else is in a module of its own. */
export function openFlags({ host, store, name, bootstrap, ...shared }: FlagDependencies): Flags {
  const load = () => loadModule({ ...host, link } as FlagHost, 'flags')
  let settle = () => {}
  let settled: Promise<void> | undefined
  const link: FlagLink = {
    ...shared,
    find(key) {
      const now = link.units()
      const holds = (answer: FlagAnswer | undefined, unit = 'targetingKey') => {
        const asked = answer?.context?.[unit]
        return answer && (!asked || asked === now[unit])
      }
      // Another visitor's counts no more, as after `reset()`.
      if (!holds(link.known))
        link.known = [bootstrap, attempt<FlagAnswer>(() => JSON.parse(store.get(name) ?? ''))].find(
          (answer) => holds(answer),
        )
      const flag = link.known?.flags.find((other) => other.key === key)
      return holds(link.known, flag?.metadata?.unit) ? flag : undefined
    },
    keep: (answer) => store.set(name, JSON.stringify(answer)),
    listeners: [],
    early: [],
    used: (flag) => link.early.push(flag),
    settle: () => settle(),
  }
  if (host.options.flags) load()
  return {
    value: (key: string, fallback?: unknown) =>
      (attempt(() => {
        load()
        const flag = link.find(key)
        const value = flag?.value
        if (value === undefined || (fallback != null && typeof value !== typeof fallback)) return
        safe(link.used)(flag)
        return value
      }) ?? fallback) as never,
    onChange: safe((listener) => {
      load()
      link.listeners.push(safe(listener))
      link.used()
    }),
    ready() {
      settled ??= new Promise((done) => {
        settle = done
        attempt(() => {
          load()
          host.window.setTimeout(done, LONGEST_WAIT_MS)
          link.find()
          if (link.known) done()
        })
      })
      return settled
    },
  }
}
