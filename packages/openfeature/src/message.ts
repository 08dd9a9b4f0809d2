import type { Context, FlagExposure } from '@throughline/evaluator/evaluation'
import { exposureId } from '@throughline/evaluator/exposure-id'
import { visitorOf } from '@throughline/evaluator/visitor-of'

/** A message of `POST /v1/batch`. */
export type Message = Readonly<Record<string, unknown>>

/** Who an unnamed targeting key is: a user where a server asks by token, an anonymous visitor elsewhere. */
export type UnnamedKey = 'user_id' | 'anonymous_id'

const kinds = ['user_id', 'email', 'phone', 'card', 'anonymous_id'] as const

/** The event that counts a unit into its experiment; once, whoever sends it how often, by its message id. */
export function exposureMessage(exposure: FlagExposure, context: Context, unnamed: UnnamedKey): Message {
  const { id, variation, flag, unit, value, phase } = exposure
  return {
    type: 'track',
    event: 'Experiment Viewed',
    messageId: exposureId(exposure),
    ...senderOf(context, unnamed, value),
    properties: { experiment_id: id, variation, flag, unit, unit_value: value, phase },
  }
}

/** An event of OpenFeature's tracking API. */
export function trackMessage(
  event: string,
  context: Context,
  properties: Readonly<Record<string, unknown>>,
  unnamed: UnnamedKey,
): Message {
  return {
    type: 'track',
    event,
    messageId: crypto.randomUUID(),
    ...senderOf(context, unnamed),
    properties,
  }
}

/**
 * Who a message is about: what a targeting key such as `email:x@example.com` says, and `userId` and `anonymousId` of the
 * context, which come before a key that says nothing.
 *
 * @param drawn who it is if nobody was named: the value that was drawn by, such as a session
 */
function senderOf(context: Context, unnamed: UnnamedKey, drawn?: string): Message {
  const { targetingKey = '', sessionId, groupId, consent } = context
  const kind = kinds.find((each) => targetingKey.startsWith(`${each}:`))
  const people = new Map<string, string>()
  for (const [key, own] of [
    ['user_id', textOf(context.userId)],
    ['anonymous_id', textOf(context.anonymousId)],
  ] as const)
    if (own) people.set(key, own)
  if (kind) people.set(kind, targetingKey.slice(kind.length + 1).trim())
  else if (people.size === 0 && targetingKey.trim()) people.set(unnamed, targetingKey.trim())
  if (people.size === 0 && drawn !== undefined) people.set('anonymous_id', drawn)
  const others = [...people].filter(([each]) => each !== 'user_id' && each !== 'anonymous_id')
  const userId = people.get('user_id')
  const anonymousId = people.get('anonymous_id')
  return {
    ...(userId !== undefined && { userId }),
    ...(anonymousId !== undefined && { anonymousId }),
    context: {
      ...visitorOf(context),
      ...(sessionId !== undefined && { sessionId }),
      ...(groupId !== undefined && { groupId }),
      ...(consent !== undefined && { consent }),
      ...(others.length > 0 && { externalIds: others.map(([type, id]) => ({ type, id })) }),
    },
  }
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : ''
