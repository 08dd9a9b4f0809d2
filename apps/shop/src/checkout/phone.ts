import { isPlanted } from '../defects/defects.ts'

/** Any number that can be called: six to fifteen digits, with what people write between them. */
const good = /^\+?[\d\s()./-]+$/

/** What shops write who never asked anybody from abroad. */
const tenDigits = /^\d{10}$/

/** @returns what is wrong with a phone number, or nothing */
export function phoneCheck(typed: string): string | undefined {
  const number = typed.trim()
  if (isPlanted('phone-refuses'))
    return tenDigits.test(number) ? undefined : 'This phone number is not valid. Enter ten digits.'
  const digits = number.replace(/\D/g, '').length
  return good.test(number) && digits >= 6 && digits <= 15
    ? undefined
    : 'Enter a phone number, such as +49 30 1234567.'
}
