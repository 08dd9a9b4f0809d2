import { attributeReader } from './attribute.ts'
import type { Context } from './evaluation.ts'

/** What an exposure's event carries in its `context` of whom it is about. */
interface Visitor {
  readonly userAgent?: string
  readonly device?: { readonly type: string }
  readonly location?: { readonly country: string }
}

const textOf = (paths: readonly string[]): ((context: Context) => string | undefined) => {
  const readers = paths.map(attributeReader)
  return (context) => {
    for (const read of readers) {
      const value = read(context)
      if (typeof value === 'string' && value.trim() !== '') return value.trim()
    }
    return undefined
  }
}

const userAgentOf = textOf(['userAgent'])
const deviceOf = textOf(['device.type', 'device'])
const countryOf = textOf(['location.country', 'country'])

/**
 * What an evaluation context says of the visitor's device and country, as events say it. A server that evaluates for others
 * is seen by no one, so without it its exposures would be of no device and no country.
 *
 * @example visitorOf({ targetingKey: 'u1', 'device.type': 'mobile', country: 'DE' })
 * // { device: { type: 'mobile' }, location: { country: 'DE' } }
 */
export function visitorOf(context: Context): Visitor {
  const [userAgent, type, country] = [userAgentOf(context), deviceOf(context), countryOf(context)]
  return {
    ...(userAgent !== undefined && { userAgent }),
    ...(type !== undefined && { device: { type } }),
    ...(country !== undefined && { location: { country } }),
  }
}
