/**
 * A decimal as money is written: at least two places, more only where they say something.
 *
 * @example moneyText('59.800000') // '59.80'
 */
export function moneyText(decimal: string): string {
  const [whole = '0', places = ''] = decimal.split('.')
  return `${whole}.${places.replace(/0+$/, '').padEnd(2, '0')}`
}
