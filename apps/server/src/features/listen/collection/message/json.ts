/** A value that came out of `JSON.parse`, or its absence. */
export type Json = unknown

export type JsonObject = { readonly [name: string]: unknown }

export const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const none: JsonObject = Object.freeze({})

/** The object, or an empty one: for fields that only enrich an event, where anything else is as good as absent. */
export const objectOr = (value: Json): JsonObject => (isObject(value) ? value : none)

/** Text or a number as text, trimmed and cut to `limit` characters; anything else is absent. */
export function shortText(value: Json, limit: number): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : ''
  if (typeof value !== 'string' || value === '') return ''
  const text = value.trim()
  // The cut may part a surrogate pair.
  return text.length > limit ? text.slice(0, limit).toWellFormed() : text
}

/** Whether objects and arrays lie deeper inside each other than `levels`. */
export function isDeeperThan(value: Json, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  if (Array.isArray(value)) {
    for (const element of value)
      if (typeof element === 'object' && isDeeperThan(element, levels - 1)) return true
    return false
  }
  const members = value as JsonObject
  for (const name in members) {
    const member = members[name]
    if (typeof member === 'object' && isDeeperThan(member, levels - 1)) return true
  }
  return false
}
