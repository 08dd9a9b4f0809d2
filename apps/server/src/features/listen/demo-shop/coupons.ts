/** What the shop says to a code. */
export type CouponAnswer =
  | { readonly valid: true; readonly code: string; readonly percent: number }
  | { readonly valid: false; readonly reason: 'expired' | 'unknown' }

const percentOff: Readonly<Record<string, number>> = { WELCOME10: 10, HEARTH20: 20 }
const expired: ReadonlySet<string> = new Set(['SUMMER25'])

/** Judges a code as people type it, in any case and with blanks around it. */
export function judgeCoupon(typed: string): CouponAnswer {
  const code = typed.trim().toUpperCase()
  const percent = Object.hasOwn(percentOff, code) ? percentOff[code] : undefined
  if (percent !== undefined) return { valid: true, code, percent }
  return { valid: false, reason: expired.has(code) ? 'expired' : 'unknown' }
}
