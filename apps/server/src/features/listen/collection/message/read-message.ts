import { randomUUIDv7 } from 'node:crypto'
import { collectionLimits, type MessageType, messageEndpoints } from '@throughline/contract/collection'
import { consentOfContext } from '../../../../platform/events/consent.ts'
import type { EventRow } from '../../../../platform/events/event-row.ts'
import { type Identifiers, personKey, strongestIdentifier } from '../../../../platform/events/person-key.ts'
import { withoutAdClickIds } from './ad-click-ids.ts'
import { arrivalChannel } from './arrival.ts'
import { readCampaign } from './campaign.ts'
import { channelOf } from './channel.ts'
import { countryCode } from './country.ts'
import { readDevice } from './device.ts'
import { eventName } from './event-name.ts'
import { eventTime } from './event-time.ts'
import { identifierText } from './identifier-value.ts'
import { readIdentifiers } from './identifiers.ts'
import { isObject, type Json, type JsonObject, objectOr, shortText } from './json.ts'
import { bareDenial, byOwnConsent } from './own-consent.ts'
import { readObject, writePayload } from './payload.ts'
import { readPlace } from './place.ts'
import { Rejection } from './rejection.ts'

/** What is known of a message from the request that brought it. */
export interface Delivery {
  readonly projectId: string
  /** Milliseconds since 1970. */
  readonly receivedAt: number
  /** The sender's clock when it sent the batch. */
  readonly sentAt?: number | undefined
  /** The type that the endpoint stands for; in a batch each message says its own. */
  readonly type?: MessageType | undefined
  /** Of the batch: for messages whose own context lacks a field. */
  readonly context?: JsonObject | undefined
  /** The request's own, where a browser sent it. */
  readonly userAgent?: string | undefined
}

/**
 * One message of the Segment protocol as a row of the log, or why it is none. Pure but for the id of a message without
 * one. Text must be free of lone surrogates and NULs: see `parseJson`.
 *
 * @example readMessage({ type: 'track', event: 'Signed Up', userId: 'u1' }, { projectId: 'default', receivedAt: Date.now() })
 */
export function readMessage(message: Json, delivery: Delivery): EventRow | Rejection {
  if (!isObject(message)) return new Rejection('message', 'must be an object')
  return readObjectMessage(message, delivery, false)
}

function readObjectMessage(
  message: JsonObject,
  delivery: Delivery,
  isBareDenial: boolean,
): EventRow | Rejection {
  const type = delivery.type ?? typeOf(message.type)
  if (type instanceof Rejection) return type

  const context = readContext(message, delivery.context)
  if (context instanceof Rejection) return context
  const isAboutTraits = type === 'identify' || type === 'group'
  const dataField = isAboutTraits ? 'traits' : 'properties'
  const data = readObject(isAboutTraits ? (message.traits ?? context.traits) : message.properties, dataField)
  if (data instanceof Rejection) return data

  const event = eventName(type, message, data)
  if (event instanceof Rejection) return event
  const fate = isBareDenial ? 'store' : byOwnConsent(type === 'track', event, data, context)
  if (fate === 'refuse')
    return new Rejection('context.consent', 'says no to analytics, so this is not stored', 'forbidden')
  const ts = eventTime(message, delivery.receivedAt, delivery.sentAt)
  if (ts instanceof Rejection) return ts
  const messageId = readMessageId(message.messageId)
  if (messageId instanceof Rejection) return messageId

  const identifiers = readIdentifiers({
    message,
    context,
    properties: isAboutTraits ? none : data,
    traits: type === 'group' ? none : objectOr(message.traits),
  })
  if (identifiers instanceof Rejection) return identifiers
  const device = readDevice(context, delivery.userAgent)
  const channel = channelOf(type, message, data, context, device)
  if (fate === 'strip') {
    const { context: _, userAgent: __, ...rest } = delivery
    return readObjectMessage(bareDenial(message, event, identifiers, data, context, channel), rest, true)
  }
  const previousId = type === 'alias' ? previousIdOf(message, identifiers) : ''
  if (previousId instanceof Rejection) return previousId
  const groupId = groupIdOf(type, message, context)
  if (groupId instanceof Rejection) return groupId
  const strongest = strongestIdentifier(identifiers)
  if (!strongest)
    return new Rejection(
      'userId',
      'or anonymousId is missing or is a placeholder; a message needs at least one identifier of its person',
    )
  const sessionId = identifierText(context.sessionId ?? data.session_id, 'context.sessionId')

  const kept =
    context.consent !== undefined && consentOfContext(context).marketing === false ? withoutAdClickIds : same
  const payload = writePayload(kept(withPageNames(type, message, data)), dataField, kept(context))
  if (payload instanceof Rejection) return payload

  const found = readPlace(type, data, context)
  const campaign = readCampaign(context, found.url)
  const place = kept === same ? found : readPlace(type, kept(data), kept(context))
  return {
    project_id: delivery.projectId,
    message_id: messageId,
    type,
    event,
    ts,
    received_at: delivery.receivedAt,
    user_id: identifiers.user_id,
    anonymous_id: identifiers.anonymous_id,
    email: identifiers.email,
    phone: identifiers.phone,
    card: identifiers.card,
    previous_id: previousId,
    group_id: groupId,
    person_key: personKey(delivery.projectId, strongest),
    session_id: sessionId instanceof Rejection ? '' : sessionId,
    channel,
    arrival: arrivalChannel(type, found, campaign),
    campaign_source: campaign.source,
    campaign_medium: campaign.medium,
    campaign_name: campaign.name,
    referrer: place.referrer,
    device_type: device.type,
    browser: device.browser,
    browser_version: device.browserVersion,
    os: device.os,
    os_version: device.osVersion,
    country: countryCode(objectOr(context.location).country),
    url: place.url,
    path: place.path,
    properties: payload.properties,
    context: payload.context,
  }
}

const none: JsonObject = Object.freeze({})
const same = (object: JsonObject): JsonObject => object
const types = messageEndpoints.map(({ type }) => type)

function typeOf(value: Json): MessageType | Rejection {
  const type = types.find((known) => known === value)
  return type ?? new Rejection('type', `must be one of ${types.join(', ')}`)
}

/** The message's context; fields that it lacks come from the batch's. */
function readContext(message: JsonObject, shared: JsonObject | undefined): JsonObject | Rejection {
  const own = readObject(message.context, 'context')
  if (own instanceof Rejection || shared === undefined) return own
  return Object.fromEntries([...Object.entries(shared), ...Object.entries(own)])
}

function readMessageId(value: Json): string | Rejection {
  if (value === undefined || value === null || value === '') return randomUUIDv7()
  if (typeof value !== 'string' && typeof value !== 'number')
    return new Rejection('messageId', 'must be text')
  const id = String(value)
  return id.length > collectionLimits.idCharacters
    ? new Rejection('messageId', `must be at most ${collectionLimits.idCharacters} characters`)
    : id
}

/** The identifier that an alias joins to its userId: `previousId`, else the anonymous id. */
function previousIdOf(message: JsonObject, identifiers: Identifiers): string | Rejection {
  if (identifiers.user_id === '')
    return new Rejection('userId', 'is missing or is a placeholder; an alias message needs it')
  const previousId = identifierText(message.previousId, 'previousId')
  if (previousId instanceof Rejection) return previousId
  const found = previousId || identifiers.anonymous_id
  return found === ''
    ? new Rejection('previousId', 'is missing or is a placeholder; an alias message needs it')
    : found
}

function groupIdOf(type: MessageType, message: JsonObject, context: JsonObject): string | Rejection {
  if (type === 'group') {
    const id = identifierText(message.groupId, 'groupId')
    return id === ''
      ? new Rejection('groupId', 'is missing or is a placeholder; a group message needs it')
      : id
  }
  const id = identifierText(context.groupId, 'context.groupId')
  return id instanceof Rejection ? '' : id
}

/** Name and category of a page stand beside its properties; in the log they stand among them, as Segment's browser client sends them. */
function withPageNames(type: MessageType, message: JsonObject, properties: JsonObject): JsonObject {
  if (type !== 'page' && type !== 'screen') return properties
  const name = properties.name === undefined ? shortText(message.name, collectionLimits.nameCharacters) : ''
  const category =
    properties.category === undefined ? shortText(message.category, collectionLimits.nameCharacters) : ''
  if (name === '' && category === '') return properties
  return Object.fromEntries([
    ...Object.entries(properties),
    ...(name ? [['name', name] as const] : []),
    ...(category ? [['category', category] as const] : []),
  ])
}
