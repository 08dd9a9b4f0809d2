/** The form in which events carry an e-mail address: trimmed, in lower case; empty where the text is none. */
export function emailForm(given: string): string {
  const text = given.trim().toLowerCase()
  return text.length <= MAX_EMAIL && looksLikeEmail.test(text) ? text : ''
}

/** RFC 5321 allows 254 characters of path. */
const MAX_EMAIL = 320
const looksLikeEmail = /^[^\s@]+@[^\s@]+$/

/**
 * The form in which events carry a phone number: a plus sign, if there was one or a leading 00, and digits. Empty where
 * the text is none.
 *
 * @example phoneForm('0049 (30) 123') // '+4930123'
 */
export function phoneForm(given: string): string {
  if (given.length > MAX_PHONE_TEXT) return ''
  const digits = given.replace(/\D/g, '')
  const international = /^\s*(\+|\(\+)/.test(given)
  const number = !international && digits.startsWith('00') ? digits.slice(2) : digits
  if (number.length < 5 || number.length > 20 || /^0+$/.test(number)) return ''
  return international || number !== digits ? `+${number}` : number
}

const MAX_PHONE_TEXT = 64
