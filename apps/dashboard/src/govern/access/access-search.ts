/** Where to go after the login: a path of ours, never another site. */
export function parseLoginSearch(search: Record<string, unknown>): { next?: string } {
  const { next } = search
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? { next } : {}
}

/**
 * The one-time token of the link that the server printed, from the part after `#`: browsers keep that to themselves,
 * so the token is in no request, log or Referer.
 */
export const setupTokenOf = (hash: string): string | undefined =>
  new URLSearchParams(hash.replace(/^#/, '')).get('token') || undefined
