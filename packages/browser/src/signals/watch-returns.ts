import type { SignalHost } from './signal-host.ts'

/** Who is back within this time did not find what the page had promised. */
const U_TURN_MS = 10_000
/** Nobody sees a page in this time: it passed its visitor on. */
const REDIRECT_MS = 300

/** Page Returned: back on the page before within ten seconds. Its `path` is the page that was turned away from. */
export function watchReturns({ track, onPage, listen }: SignalHost): void {
  let before: string | undefined
  let path: string | undefined
  let since = 0
  onPage((page) => {
    const after_ms = Date.now() - since
    if (page.path === path) return
    if (page.path === before && after_ms >= REDIRECT_MS && after_ms <= U_TURN_MS)
      track('Page Returned', { path, returned_to: before, after_ms })
    before = path
    path = page.path
    since = Date.now()
  })
  // Who sends a form and is brought back has done what they came for.
  listen('submit', () => {
    since = 0
  })
}
