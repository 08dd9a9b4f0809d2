import { consentOfContext, consentSaid, isConsentEvent } from '../../../../platform/events/consent.ts'
import { type Identifiers, strongestIdentifier } from '../../../../platform/events/person-key.ts'
import type { JsonObject } from './json.ts'

/**
 * What becomes of a message by the consent that it carries itself: it is stored; it is refused, where its person denies
 * analytics; or it is that very denial, of which only who said what is stored.
 *
 * Nothing is looked up. What a person denied elsewhere is seen to by the privacy feature, which follows the log.
 */
export function byOwnConsent(
  isTrack: boolean,
  event: string,
  properties: JsonObject,
  context: JsonObject,
): 'store' | 'refuse' | 'strip' {
  const isWord = isTrack && isConsentEvent('track', event)
  if (!isWord && context.consent === undefined && context.consentManagement === undefined) return 'store'
  const denied = consentOfContext(context).analytics === false || isAmongDenied(context.consentManagement)
  if (!isWord) return denied ? 'refuse' : 'store'
  const granted = consentSaid(event, properties, context).analytics ?? !denied
  return granted ? 'store' : 'strip'
}

/** RudderStack's clients list the ids of what was denied. */
function isAmongDenied(management: unknown): boolean {
  if (typeof management !== 'object' || management === null || !('deniedConsentIds' in management))
    return false
  const { deniedConsentIds: denied } = management
  return (
    Array.isArray(denied) && denied.some((id) => typeof id === 'string' && id.toLowerCase() === 'analytics')
  )
}

/**
 * A denial as a message without anything but who said what, when and through which channel: no page, no device, no traits.
 */
export function bareDenial(
  message: JsonObject,
  event: string,
  identifiers: Identifiers,
  properties: JsonObject,
  context: JsonObject,
  channel: string,
): JsonObject {
  const { user_id: userId, anonymous_id: anonymousId } = identifiers
  const strongest = strongestIdentifier(identifiers)
  // An e-mail address or number stays only where nothing else says who denies.
  const isNamed = userId !== '' || anonymousId !== '' || !strongest
  return {
    ...pick(message, ['messageId', 'timestamp', 'originalTimestamp', 'sentAt', 'receivedAt']),
    type: 'track',
    event,
    userId,
    anonymousId,
    channel,
    properties: {},
    context: {
      consent: { categoryPreferences: consentSaid(event, properties, context) },
      ...(!isNamed && { externalIds: [{ type: strongest.kind, id: strongest.value }] }),
    },
  }
}

const pick = (message: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(names.filter((name) => name in message).map((name) => [name, message[name]]))
