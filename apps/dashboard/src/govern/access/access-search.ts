/** Where to go after the login: a path of ours, never another site. */
export function parseLoginSearch(search: Record<string, unknown>): { next?: string } {
  const { next } = search
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? { next } : {}
}

/** The one-time token of the link that the server printed at its first start. */
export function parseSetupSearch(search: Record<string, unknown>): { token?: string } {
  const { token } = search
  // A token of digits alone arrives as a number.
  return typeof token === 'string' || typeof token === 'number' ? { token: String(token) } : {}
}
