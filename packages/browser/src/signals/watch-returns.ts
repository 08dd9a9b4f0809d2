import type { Host } from '../host.ts'
import { type Arrival, isUTurn } from './u-turn.ts'

/** Page Returned: back on the page before within ten seconds. Its `path` is the page that was turned away from. */
export function watchReturns(host: Host): void {
  let trail: readonly (Arrival | undefined)[] = []
  let isUsed = false
  // Who sends a form and is brought back has done what they came for.
  host.window.addEventListener(
    'submit',
    () => {
      isUsed = true
    },
    true,
  )
  host.onPage(({ path }) => {
    const now = { path, at: Date.now() }
    const [first, second] = trail
    if (second?.path === path) return
    trail = [second, now]
    if (!isUsed && isUTurn(first, second, now))
      host.track('Page Returned', {
        path: second?.path,
        returned_to: path,
        after_ms: now.at - (second?.at ?? 0),
      })
    isUsed = false
  })
}
