/** A space that does not break and is thin: between a number and its unit. */
const thin = '\u202f'

/** The number of the page's language; English until the product speaks more. */
export const locale = 'en-GB'

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
const twoPlaces = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumSignificantDigits: 3 })

/** `64210` → `64,210`; fractions keep two places. */
export function formatNumber(value: number): string {
  return Number.isInteger(value) ? whole.format(value) : plain.format(value)
}

/** Words with numbers in them, such as the server's, so that no line ends between a number and its per cent. */
export const unbroken = (text: string): string => text.replace(/(?<=\d) (?=%)/g, thin)

/** Numbers that stand below one another, all with two places as soon as one has a fraction. */
export function formatColumn(values: readonly number[]): (value: number) => string {
  return values.every(Number.isInteger) ? whole.format : twoPlaces.format
}

/** For axes and tight places: `64210` → `64.2k`. */
export function formatCompact(value: number): string {
  return Math.abs(value) < 10_000 ? formatNumber(value) : compact.format(value)
}

/** A share of one as per cent, with as many places as matter: `0.0231` → `2.31 %`, `0.59` → `59 %`. */
export function formatShare(share: number): string {
  const percent = share * 100
  const size = Math.abs(percent)
  const places = size === 0 || size >= 99.95 ? 0 : size < 10 ? 2 : 1
  return `${percent.toLocaleString(locale, { maximumFractionDigits: places })}${thin}%`
}

/** A share for sentences, where the second place only distracts: `0.0793` → `7.9 %`, `0.124` → `12 %`. */
export function formatRoughShare(share: number): string {
  const percent = share * 100
  const places = Math.abs(percent) < 9.95 ? 1 : 0
  return `${percent.toLocaleString(locale, { maximumFractionDigits: places })}${thin}%`
}

/** A count and what it counts: `formatCount(1, 'person', 'people')` → `1 person`. */
export function formatCount(value: number, one: string, many = `${one}s`): string {
  return `${formatNumber(value)} ${value === 1 ? one : many}`
}

/** Money in its currency, to the cent where it has cents. Whole units from 1,000 on, where they only get in the way. */
export function formatMoney(amount: number, currency: string): string {
  const rounded = Math.abs(amount) >= 1000 || Number.isInteger(amount)
  return writeMoney(amount, currency, rounded ? withoutCents : {})
}

/**
 * Money as far as an estimate knows it, in three digits: `18412.3` → `€18,400`. For what is exact there are the others.
 */
export function formatRoughMoney(amount: number, currency: string): string {
  // Less than half a cent is nothing, and nothing has no sign.
  const rounded = Math.abs(amount) < 0.005 ? 0 : threeDigits(amount)
  const isWhole = Math.abs(rounded) >= 10 || Number.isInteger(rounded)
  return writeMoney(rounded, currency, isWhole ? withoutCents : {})
}

/** The bounds of an estimate where the money itself stands beside them: `14134`, `23050` → `14,100–23,100`. */
export function formatRoughBounds(low: number, high: number): string {
  const write = Math.max(Math.abs(low), Math.abs(high)) < 1_000_000 ? plain : compact
  return `${write.format(threeDigits(low))}${low < 0 ? ' to ' : '–'}${write.format(threeDigits(high))}`
}

/** Money to the cent, for a single order or a sum that must agree with the books. */
export function formatExactMoney(amount: number | string, currency: string): string {
  return writeMoney(Number(amount), currency, {})
}

/** Money for axes: `€12.4k`. */
export function formatCompactMoney(amount: number, currency: string): string {
  if (Math.abs(amount) < 10_000) return formatMoney(amount, currency)
  return writeMoney(amount, currency, { notation: 'compact', maximumSignificantDigits: 3 })
}

const unitSteps = [
  { unit: 'd', seconds: 86_400 },
  { unit: 'h', seconds: 3_600 },
  { unit: 'min', seconds: 60 },
  { unit: 's', seconds: 1 },
] as const

/** A duration in its two largest units: `93784` → `1 d 2 h`; under a second in `ms`. */
export function formatDuration(seconds: number): string {
  if (seconds === 0) return `0${thin}s`
  if (seconds < 1) return `${whole.format(seconds * 1000)}${thin}ms`
  let rest = Math.round(seconds)
  const parts: string[] = []
  for (const step of unitSteps) {
    const count = Math.floor(rest / step.seconds)
    rest -= count * step.seconds
    if (count > 0) parts.push(`${whole.format(count)}${thin}${step.unit}`)
    else if (parts.length > 0) break
    if (parts.length === 2) break
  }
  return parts.join(' ')
}

/** Bytes in binary units, as tools on servers show them: `1536` → `1.5 KiB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  const value = bytes / 1024 ** step
  return `${value.toLocaleString(locale, { maximumFractionDigits: step === 0 ? 0 : 1 })}${thin}${units[step]}`
}

/** How a value moved against the one before, with its sign as a word-like mark: `▲ 12 %`, `▼ 3 %`, `■ same`. */
export function formatChange(
  now: number,
  before: number,
): { text: string; direction: 'up' | 'down' | 'same' } {
  if (now === before) return { text: '■ same', direction: 'same' }
  const direction = now > before ? 'up' : 'down'
  const mark = direction === 'up' ? '▲' : '▼'
  if (before === 0) return { text: `${mark} from 0`, direction }
  return { text: `${mark} ${formatRoughShare(Math.abs(now / before - 1))}`, direction }
}

/** Three letters are what Intl takes; any other unit (loyalty points) stands behind the number. */
function writeMoney(amount: number, currency: string, options: Intl.NumberFormatOptions): string {
  if (!/^[A-Za-z]{3}$/.test(currency)) {
    return `${new Intl.NumberFormat(locale, options).format(amount)}${thin}${currency}`.trimEnd()
  }
  const style = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const
  return new Intl.NumberFormat(locale, { ...style, ...options }).format(amount)
}

/** Never the negative zero, which would be written with a sign. */
function threeDigits(value: number): number {
  return Number(value.toPrecision(3)) || 0
}

const withoutCents: Intl.NumberFormatOptions = { minimumFractionDigits: 0, maximumFractionDigits: 0 }
