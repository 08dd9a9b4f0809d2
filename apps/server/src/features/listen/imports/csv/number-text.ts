const plain = /^-?\d+(?:\.\d+)?$/
const groupedByComma = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^\d*\.?\d+$/
const groupedByPoint = /^\d{1,3}(?:\.\d{3})+(?:,\d+)?$|^\d*,?\d+$/

/**
 * A number as people and programs write it: `1234.5`, `1,234.50`, `$ 12.00`, `12,00 €`, `-3`, `(3.00)`, `12 %` is none.
 * Undefined where it is none.
 *
 * @param decimal what parts the whole from the fraction
 */
export function numberOf(text: string, decimal: '.' | ','): number | undefined {
  if (decimal === '.' && plain.test(text)) return Number(text)
  const bare = text.replace(/[\s\u00a0\u202f'’]|\p{Sc}|^[A-Z]{3}|[A-Z]{3}$/gu, '')
  const isNegative = /^-|-$|^\(.*\)$/.test(bare)
  const digits = bare.replace(/^[-+(]|[-)]$/g, '')
  const pattern = decimal === '.' ? groupedByComma : groupedByPoint
  if (!pattern.test(digits)) return undefined
  const value = Number(
    decimal === '.' ? digits.replaceAll(',', '') : digits.replaceAll('.', '').replace(',', '.'),
  )
  return isNegative ? -value : value
}
