import type { Exposure } from './evaluation.ts'
import { hashed } from './murmur3.ts'

const first = hashed('1.')
const second = hashed('2.')

/**
 * Message id of an exposure. All clients make the same one, so the log counts a unit once, however often it is seen.
 *
 * @example exposureId({ id: 'e1', variation: 'b', value: 'u1' }) // 'exposure:e1:…16 hex digits…:b'
 */
export function exposureId({ id, variation, value }: Pick<Exposure, 'id' | 'variation' | 'value'>): string {
  return `exposure:${id}:${digits(first(value))}${digits(second(value))}:${variation}`
}

const digits = (hash: number): string => hash.toString(16).padStart(8, '0')
