import type { Identifiers } from '../../../../platform/events/person-key.ts'
import { cardText, emailText, identifierText, phoneText } from './identifier-value.ts'
import { type JsonObject, objectOr } from './json.ts'
import { Rejection } from './rejection.ts'

/** The parts of a message in which identifiers may stand. */
export interface IdentifierSources {
  readonly message: JsonObject
  readonly context: JsonObject
  readonly properties: JsonObject
  /** Traits of the person: those of a group call are the group's and name nobody. */
  readonly traits: JsonObject
}

/**
 * Every identifier that a message carries.
 *
 * E-mail and phone come from traits and `context.externalIds` alone. An event's own properties don't identify: "Gift
 * Sent" with an `email` names the receiver. A loyalty card is always the buyer's, so properties may carry it.
 */
export function readIdentifiers({
  message,
  context,
  properties,
  traits,
}: IdentifierSources): Identifiers | Rejection {
  const userId = identifierText(message.userId, 'userId')
  if (userId instanceof Rejection) return userId
  const anonymousId = identifierText(message.anonymousId, 'anonymousId')
  if (anonymousId instanceof Rejection) return anonymousId
  const about = objectOr(context.traits)
  const external = externalIds(context.externalIds)
  return {
    user_id: userId,
    email: emailText(traits.email) || emailText(about.email) || emailText(external?.email),
    phone: phoneText(traits.phone) || phoneText(about.phone) || phoneText(external?.phone),
    card:
      cardText(traits.loyalty_card ?? traits.loyaltyCard ?? traits.card) ||
      cardText(about.loyalty_card ?? about.loyaltyCard ?? about.card) ||
      cardText(properties.loyalty_card ?? properties.loyaltyCard) ||
      cardText(external?.card),
    anonymous_id: anonymousId,
  }
}

interface ExternalIds {
  email?: unknown
  phone?: unknown
  card?: unknown
}

/** Names under which clients send an identifier in `context.externalIds: [{ id, type }]`. */
const kindOfType = new Map<unknown, keyof ExternalIds>([
  ['email', 'email'],
  ['phone', 'phone'],
  ['phone_number', 'phone'],
  ['card', 'card'],
  ['loyalty_card', 'card'],
  ['loyaltyCard', 'card'],
  ['loyalty_id', 'card'],
])

/** More than these belong to nobody, and each costs time. */
const MOST_EXTERNAL_IDS = 50

function externalIds(list: unknown): ExternalIds | undefined {
  if (!Array.isArray(list)) return undefined
  const found: ExternalIds = {}
  for (const entry of list.slice(0, MOST_EXTERNAL_IDS)) {
    const { id, type } = objectOr(entry)
    const kind = kindOfType.get(type)
    if (kind) found[kind] ??= id
  }
  return found
}
