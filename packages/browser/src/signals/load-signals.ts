import { loadModule, whenIdle } from '../modules.ts'
import type { EarlyClick, SignalHost } from './signal-host.ts'

/** So many clicks are kept for signals that are still to come; nobody clicks more often before a page is idle. */
const MOST_EARLY = 20

/**
 * Loads the signals of what visitors do: when the page is idle, so that it opens as fast as without them; or with the
 * first press, if that comes sooner.
 */
export function loadSignals(host: SignalHost): void {
  const early: EarlyClick[] = []
  let isLoaded = false
  const load = host.safe(() => {
    // Asked at each press.
    if (isLoaded || !host.allowed('analytics')) return
    isLoaded = true
    loadModule({ ...host, early } as SignalHost, 'signals')
  })
  host.listen<MouseEvent>('click', (_, event) => {
    if (early.length < MOST_EARLY) early.push({ event, path: event.composedPath() })
  })
  host.listen('pointerdown keydown', load)
  host.onConsent(load)
  whenIdle(host, load)
}
