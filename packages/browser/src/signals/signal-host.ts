import type { Host } from '../host.ts'
import { newListeners } from '../listeners.ts'
import { harmlessText, withoutValues } from './harmless-text.ts'
import { intercept } from './intercept.ts'
import { isSensitive } from './sensitive-field.ts'

/** A click before all signals were there, with what it hit. */
export interface EarlyClick {
  readonly event: MouseEvent
  readonly path: readonly EventTarget[]
}

/** The host with what signals share. */
export interface SignalHost extends Host {
  /**
   * Hears events on their way down from the window, before the page's own listeners, in open shadow trees too.
   *
   * @param types names with spaces between
   */
  listen<E extends Event = Event>(types: string, work: (target: HTMLInputElement, event: E) => void): void
  later(work: () => void, ms: number): number
  now(): number
  /** These are the core's: the module need not bring them along. */
  readonly intercept: typeof intercept
  readonly harmlessText: typeof harmlessText
  readonly withoutValues: typeof withoutValues
  readonly isSensitive: typeof isSensitive
  readonly early?: readonly EarlyClick[]
}

export function openSignals(host: Host): SignalHost {
  const { window, safe } = host
  const { performance } = window
  // The browser is asked to call once for each type of event, however many want to hear of it.
  const hear = (type: string) => {
    const [add, tell] = newListeners<[HTMLInputElement, never]>()
    window.addEventListener(
      type,
      safe((event: Event) => {
        const target = event.target as HTMLInputElement
        tell((target.shadowRoot ? event.composedPath()[0] : target) as HTMLInputElement, event as never)
      }),
      // That of the window alone is wanted: an element loses the focus at nearly each press.
      type !== 'blur',
    )
    return add
  }
  const heard: Record<string, ReturnType<typeof hear>> = {}
  return {
    ...host,
    intercept,
    harmlessText,
    withoutValues,
    isSensitive,
    listen(types, work) {
      for (const type of types.split(' ')) {
        heard[type] ??= hear(type)
        heard[type](work)
      }
    },
    later: (work, ms) => window.setTimeout(safe(work), ms),
    now: () => performance.now(),
  }
}
