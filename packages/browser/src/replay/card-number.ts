/** 13 to 19 digits, as people write them: in groups, or not. */
const LONG_NUMBER = /\d(?:[ .\-\u00a0]?\d){12,18}/g

/** Whether a text is a payment card's number: 13 to 19 digits with the right check digit (ISO/IEC 7812-1, Luhn). */
export function isCardNumber(text: string): boolean {
  const digits = text.replace(/\D/g, '')
  if (digits.length < 13 || digits.length > 19) return false
  let sum = 0
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits[digits.length - 1 - place])
    const weighed = place % 2 ? digit * 2 : digit
    sum += weighed > 9 ? weighed - 9 : weighed
  }
  return sum % 10 === 0
}

/** Whether a text is one or may become one as it is typed: eight digits or more, and nothing else. */
export const mayBecomeCardNumber = (text: string): boolean => /^\d(?:[ .\-\u00a0]?\d){7,18}\s*$/.test(text)

/** The text with stars for the digits of all card numbers in it. */
export const withoutCardNumbers = (text: string): string =>
  /\d{4}/.test(text)
    ? text.replace(LONG_NUMBER, (number) => (isCardNumber(number) ? number.replace(/\d/g, '*') : number))
    : text
