import { loadModule, whenIdle } from '../modules.ts'
import type { SignalHost } from './signal-host.ts'

/**
 * Loads the signals of what visitors do: when the page is idle, so that it opens as fast as without them; or with the
 * first press, if that comes sooner.
 */
export function loadSignals(host: SignalHost): void {
  const load = host.safe(() => {
    if (host.allowed('analytics')) loadModule(host, 'signals')
  })
  host.listen('pointerdown keydown', load)
  host.onConsent(load)
  whenIdle(host, load)
}
