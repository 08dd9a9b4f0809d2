/** A page as it was arrived at, in milliseconds since 1970. */
export interface Arrival {
  readonly path: string
  readonly at: number
}

/** Who is back within this time did not find what the page had promised. */
const U_TURN_MS = 10_000
/** Nobody sees a page in this time: it passed its visitor on. */
const REDIRECT_MS = 300

/** Whether a visitor who came from `first` to `second` and is now on `path` has turned back. */
export function isUTurn(first: Arrival | undefined, second: Arrival | undefined, now: Arrival): boolean {
  if (!first || !second || first.path !== now.path || second.path === now.path) return false
  const stay = now.at - second.at
  return stay >= REDIRECT_MS && stay <= U_TURN_MS
}
