import { attributeReader } from './attribute.ts'
import type { Context } from './evaluation.ts'

/**
 * Reads what is hashed: text that is not empty, or a finite number as text. Anything else is no unit.
 */
export function unitReader(attribute: string): (context: Context) => string | undefined {
  const read = attributeReader(attribute)
  return (context) => {
    const value = read(context)
    if (typeof value === 'string') return value === '' ? undefined : value
    return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined
  }
}
