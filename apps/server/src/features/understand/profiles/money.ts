/** A currency's usual number of digits after the point: EUR 2, JPY 0, KWD 3. */
function currencyDigits(currency: string): number {
  const known = digitsOf.get(currency)
  if (known !== undefined) return known
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  digitsOf.set(currency, digits)
  return digits
}

const digitsOf = new Map<string, number>()

/**
 * An exact decimal in the currency's usual digits; half a digit is rounded away from zero.
 *
 * @example moneyText('59.805', 'EUR') // '59.81'
 */
export function moneyText(decimal: string, currency: string): string {
  const digits = currencyDigits(currency)
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal) ?? []
  const scaled = BigInt(whole + fraction.padEnd(digits + 1, '0').slice(0, digits))
  const roundsUp = (fraction[digits] ?? '0') >= '5'
  const text = (roundsUp ? scaled + 1n : scaled).toString().padStart(digits + 1, '0')
  const split = text.length - digits
  const minus = sign && /[1-9]/.test(text) ? '-' : ''
  return digits === 0 ? minus + text : `${minus}${text.slice(0, split)}.${text.slice(split)}`
}
