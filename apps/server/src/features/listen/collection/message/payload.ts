import { collectionLimits } from '@throughline/contract/collection'
import { isDeeperThan, isObject, type Json, type JsonObject } from './json.ts'
import { Rejection } from './rejection.ts'

const { nesting, messageCharacters } = collectionLimits
const empty: JsonObject = Object.freeze({})

/** The object in a field of a message; an empty one where it is absent. */
export function readObject(value: Json, field: string): JsonObject | Rejection {
  if (value === undefined || value === null) return empty
  if (!isObject(value)) return new Rejection(field, 'must be an object')
  // The message itself is the first level.
  return isDeeperThan(value, nesting - 1)
    ? new Rejection(field, `must not be nested deeper than ${nesting} levels`)
    : value
}

/** The JSON text of a message's data and context, for their columns. */
export interface Payload {
  readonly properties: string
  readonly context: string
}

/**
 * Writes data and context as JSON. The sender's address is left out: no report needs it, and what is not stored cannot
 * leak.
 */
export function writePayload(data: JsonObject, field: string, context: JsonObject): Payload | Rejection {
  const properties = JSON.stringify(data)
  const written = JSON.stringify(context.ip === undefined ? context : withoutAddress(context))
  return properties.length + written.length > messageCharacters
    ? new Rejection(
        properties.length > written.length ? field : 'context',
        `is too large; a message may hold ${messageCharacters} characters of JSON`,
      )
    : { properties, context: written }
}

const withoutAddress = (context: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(context).filter(([name]) => name !== 'ip'))
