import { isObject, type Json, type JsonObject } from './json.ts'

/** gclid, fbclid, msclkid, ttclid and their like; gbraid, wbraid; LinkedIn's and Pinterest's. */
const parameter = /[?&](?:[\w.~-]*(?:clk?id|braid)|li_fat_id|epik)=[^&#\s]*/gi

/**
 * The object without what ad networks append to an address to know the visitor again: for people who deny marketing. How
 * they came, the campaign, stays.
 *
 * @example withoutAdClickIds({ page: { url: 'https://a.example/?x=1&gclid=7' } }) // { page: { url: 'https://a.example/?x=1' } }
 */
export const withoutAdClickIds = (object: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(object)
      .filter(([name]) => name !== 'clickIds')
      .map(([name, value]) => [name, cleaned(value)]),
  )

function cleaned(value: Json): Json {
  if (typeof value === 'string') return withoutParameters(value)
  if (Array.isArray(value)) return value.map(cleaned)
  return isObject(value) ? withoutAdClickIds(value) : value
}

function withoutParameters(text: string): string {
  const rest = text.replace(parameter, (found) => (found.startsWith('?') ? '?' : ''))
  return rest === text ? text : rest.replace('?&', '?').replace(/\?(?=#|$)/, '')
}
