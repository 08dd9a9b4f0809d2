import { attempt } from '../safely.ts'
import type { SignalHost } from './signal-host.ts'

/** Who is back within this time did not find what the page had promised. */
const U_TURN_MS = 10_000
/** Nobody sees a page in this time: it passed its visitor on. */
const REDIRECT_MS = 300

/** Where this tab was before, where it is, and since when. */
type Trail = [before: string | undefined, path: string | undefined, since: number]

/** Page Returned: back on the page before within ten seconds. Its `path` is the page that was turned away from. */
export function watchReturns({ track, onPage, onConsent, listen, options, window }: SignalHost): void {
  const ours = `throughline.${options.writeKey}.`
  const name = `${ours}trail`
  let trail: Trail | undefined

  /** Kept for the tab's next page where the core keeps who is here: there storage is allowed. */
  const keep = () => {
    attempt(() => {
      if (window.localStorage.getItem(`${ours}visitor`))
        window.sessionStorage.setItem(name, JSON.stringify(trail))
      else window.sessionStorage.removeItem(name)
    })
  }
  onPage(({ path: returned_to }) => {
    const [before, path, since = 0]: Partial<Trail> =
      trail ?? attempt(() => JSON.parse(window.sessionStorage.getItem(name) ?? '')) ?? []
    const after_ms = Date.now() - since
    trail ??= [before, path, since]
    if (returned_to === path) return
    if (returned_to === before && after_ms >= REDIRECT_MS && after_ms <= U_TURN_MS)
      track('Page Returned', { path, returned_to, after_ms })
    trail = [path, returned_to, Date.now()]
    keep()
  })
  onConsent(keep)
  // Who sends a form and is brought back has done what they came for.
  listen('submit', () => {
    if (trail) trail[2] = 0
    keep()
  })
}
