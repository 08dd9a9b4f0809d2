import type { NavigateEvent, NavigationWindow } from '../navigation.ts'
import type { SignalHost } from './signal-host.ts'

/**
 * Tells that another page was asked for, which may be slow to come.
 *
 * @returns what begins to hear it, for a click that waits for its answer, and gives back what ends that. Nothing where the
 *   browser tells at no cost: to begin and end listening to `beforeunload` takes Chromium 2 ms.
 */
export function leavingHeard(
  { window, safe }: SignalHost,
  leave: () => void,
): () => (() => void) | undefined {
  let heard: object | undefined
  safe(() => {
    const { navigation } = window as NavigationWindow
    const hear = ({ destination }: NavigateEvent) => {
      if (!destination.sameDocument) leave()
    }
    navigation?.addEventListener('navigate', safe(hear) as (event: Event) => void)
    heard = navigation
  })()
  return () => {
    if (heard) return

    // No longer than needed: some browsers keep no page for the way back that listens to it.
    window.addEventListener('beforeunload', leave)
    return () => window.removeEventListener('beforeunload', leave)
  }
}
