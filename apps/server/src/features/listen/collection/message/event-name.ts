import { collectionLimits, type MessageType } from '@throughline/contract/collection'
import type { JsonObject } from './json.ts'
import { Rejection } from './rejection.ts'

const { nameCharacters } = collectionLimits

/** The name of a track, page or screen event; otherwise, and for pages without one, the type. */
export function eventName(
  type: MessageType,
  message: JsonObject,
  properties: JsonObject,
): string | Rejection {
  if (type === 'track') {
    const { event } = message
    if (event === undefined || event === null)
      return new Rejection('event', 'is missing; a track message needs it')
    const name = checkedName(event, 'event')
    return name === '' ? new Rejection('event', 'must not be empty') : name
  }
  if (type !== 'page' && type !== 'screen') return type
  if (message.name !== undefined && message.name !== null) {
    const name = checkedName(message.name, 'name')
    return name === '' ? type : name
  }
  const name = typeof properties.name === 'string' ? properties.name.trim() : ''
  return name === '' || name.length > nameCharacters ? type : name
}

function checkedName(value: unknown, field: string): string | Rejection {
  if (typeof value !== 'string') return new Rejection(field, 'must be text')
  const name = value.trim()
  return name.length > nameCharacters
    ? new Rejection(field, `must be at most ${nameCharacters} characters`)
    : name
}
