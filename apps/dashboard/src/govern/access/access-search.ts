/** Where to go after the login: a path of ours, never another site. */
export function parseLoginSearch(search: Record<string, unknown>): { next?: string } {
  const { next } = search
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? { next } : {}
}
