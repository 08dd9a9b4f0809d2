import { collectionLimits } from '@throughline/contract/collection'
import { emailForm, phoneForm } from '../../../../platform/events/identifier-form.ts'
import type { Json } from './json.ts'
import { Rejection } from './rejection.ts'

/**
 * What programs send when they have no identifier. Taken at its word, each of these would become one person made of
 * thousands.
 */
const hopeless = new Set([
  '',
  '0',
  '-1',
  'undefined',
  'null',
  'nil',
  'nan',
  'none',
  'true',
  'false',
  'n/a',
  'unknown',
  'anonymous',
  'guest',
  'user',
  'id',
  'userid',
  'user_id',
  'email',
  'distinct_id',
  'not_authenticated',
  '[object object]',
  '{}',
  '[]',
  '00000000-0000-0000-0000-000000000000',
])

const LONGEST_HOPELESS = 36

/**
 * An identifier as text; the empty string where it is absent or names nobody.
 *
 * A number beyond 2^53 is refused: JSON readers round it, so that two people would become one.
 */
export function identifierText(value: Json, field: string): string | Rejection {
  if (value === undefined || value === null) return ''
  if (typeof value === 'number') {
    if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER)
      return new Rejection(field, 'is a number too large to be exact; send it as text')
    return namesNobody(String(value)) ? '' : String(value)
  }
  if (typeof value !== 'string') return new Rejection(field, 'must be text or a number')
  const text = value.trim()
  if (text.length > collectionLimits.idCharacters)
    return new Rejection(field, `must be at most ${collectionLimits.idCharacters} characters`)
  return namesNobody(text) ? '' : text
}

const namesNobody = (text: string): boolean =>
  text.length <= LONGEST_HOPELESS && hopeless.has(text.toLowerCase())

/** An e-mail address in the form that events carry; empty where it is none. */
export const emailText = (value: Json): string => (typeof value === 'string' ? emailForm(value) : '')

/** A phone number in the form that events carry; empty where it is none. */
export const phoneText = (value: Json): string =>
  typeof value === 'string' || typeof value === 'number' ? phoneForm(String(value)) : ''

/** A loyalty card's number; empty where it is none. */
export function cardText(value: Json): string {
  const text = identifierText(value, 'card')
  return text instanceof Rejection ? '' : text
}
