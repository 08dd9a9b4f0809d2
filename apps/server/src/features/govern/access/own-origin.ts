/** What a browser says of where a request comes from, and where it came to. */
export interface RequestOrigin {
  readonly method: string
  /** Header `Origin`. */
  readonly origin: string | undefined
  /** Header `Sec-Fetch-Site`. */
  readonly fetchSite: string | undefined
  /** Where the request came to: header `Host`, or what a trusted proxy says of it. */
  readonly host: string
  /** The configured public address, if any: a proxy in front may rewrite `Host`. */
  readonly publicUrl: string | undefined
}

/**
 * Whether a request may use the login cookie that came with it: another site's page can make a browser send the cookie
 * along, but can't keep it from saying so. Browsers send Sec-Fetch-Site to secure addresses and Origin with everything
 * that changes; a program that sends neither carries a cookie only because its user gave it one.
 *
 * @see https://words.filippo.io/csrf/ for the reasoning
 */
export function isFromOwnOrigin({ method, origin, fetchSite, host, publicUrl }: RequestOrigin): boolean {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return true
  if (fetchSite !== undefined && fetchSite !== 'same-origin') return false
  if (origin === undefined) return true
  if (publicUrl !== undefined && origin === new URL(publicUrl).origin) return true
  const from = URL.parse(origin)
  // Parsed by the same scheme, so that a spelled-out default port is no difference.
  return from !== null && from.host === URL.parse(`${from.protocol}//${host}`)?.host
}
