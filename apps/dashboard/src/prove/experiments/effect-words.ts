import { locale } from '../../format/number.ts'

/** A space that does not break and is thin: between a number and its unit. */
const thin = '\u202f'

/** An effect and the bounds of its interval. */
export interface Effect {
  readonly estimate: number
  readonly low: number
  readonly high: number
}

/**
 * A relative effect with its sign, in as many places as a sentence can bear: `0.0312` → `+3.1 %`, `−0.21` → `−21 %`.
 * What rounds to nothing has no sign.
 */
export function signedShare(share: number): string {
  const text = percentText(share)
  return `${signOf(share, text)}${text}${thin}%`
}

/** The bounds of an interval: `+1.2 to +5.0 %`. The unit stands once, behind both. */
export function effectBounds({ low, high }: Pick<Effect, 'low' | 'high'>): string {
  const [from, to] = [percentText(low), percentText(high)]
  return `${signOf(low, from)}${from} to ${signOf(high, to)}${to}${thin}%`
}

/** A difference with its sign: money, points or minutes as `write` says them without one. */
export function signedValue(value: number, write: (size: number) => string): string {
  const text = write(Math.abs(value))
  return `${signOf(value, text)}${text}`
}

function percentText(share: number): string {
  const percent = Math.abs(share) * 100
  if (!Number.isFinite(percent)) return '∞'
  const places = percent < 9.95 ? 1 : 0
  return percent.toLocaleString(locale, { minimumFractionDigits: places, maximumFractionDigits: places })
}

/** A real minus, which is as wide as the plus; none where the figure beside it reads zero. */
function signOf(value: number, written: string): string {
  if (!/[1-9∞]/.test(written)) return ''
  return value < 0 ? '−' : '+'
}
