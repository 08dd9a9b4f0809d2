const names = ['throughline.session_token', '__Secure-throughline.session_token']

/**
 * The login cookie alone, out of a `Cookie` header; undefined where nobody is logged in. Other cookies of the host are
 * none of our business.
 */
export function loginCookie(header: string | undefined): string | undefined {
  const ours = header
    ?.split(';')
    .map((pair) => pair.trim())
    .filter((pair) => names.includes(pair.slice(0, Math.max(pair.indexOf('='), 0))))
  return ours?.length ? ours.join('; ') : undefined
}
