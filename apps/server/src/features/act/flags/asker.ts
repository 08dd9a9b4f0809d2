import { type Identifier, identifierKinds } from '@throughline/contract/identifier'
import type { Context } from '@throughline/evaluator/evaluation'
import { emailForm, phoneForm } from '../../../platform/events/identifier-form.ts'
import { personKey } from '../../../platform/events/person-key.ts'

/** How a request showed that it may ask: by the public write key, or by a secret token. */
export type AskedBy = 'write_key' | 'token'

/**
 * Who a targeting key names: `kind:value` says it; else it is an anonymous id where a browser asks, and a user id where a
 * server does. Undefined without one.
 *
 * @example identifierOf('user_id:u1', 'write_key') // { kind: 'user_id', value: 'u1' }
 */
function identifierOf(targetingKey: unknown, askedBy: AskedBy): Identifier | undefined {
  if (typeof targetingKey !== 'string') return undefined
  const kind = identifierKinds.find((each) => targetingKey.startsWith(`${each}:`))
  const identifier = kind
    ? { kind, value: targetingKey.slice(kind.length + 1).trim() }
    : {
        kind: askedBy === 'write_key' ? ('anonymous_id' as const) : ('user_id' as const),
        value: targetingKey.trim(),
      }
  return identifier.value === '' ? undefined : identifier
}

/** The person's identifiers: `userId` and `anonymousId` of the context come before the targeting key. */
export function identifiersOf(context: Context, askedBy: AskedBy): Identifier[] {
  const own = [
    { kind: 'user_id' as const, value: textOf(context.userId) },
    { kind: 'anonymous_id' as const, value: textOf(context.anonymousId) },
  ].filter(({ value }) => value !== '')
  const named = identifierOf(context.targetingKey, askedBy)
  // A targeting key that is neither says what is drawn by, such as a session; who it is, was said.
  if (own.length > 0 && !isExact(context.targetingKey)) return own
  return named ? [...own.filter(({ kind }) => kind !== named.kind), named] : own
}

/** The key of the profile that a context is about, in decimal digits. */
export function personKeyOf(projectId: string, context: Context, askedBy: AskedBy): string | undefined {
  const identifiers = identifiersOf(context, askedBy)
  const strongest = identifierKinds.flatMap((kind) => identifiers.find((each) => each.kind === kind) ?? [])[0]
  return strongest && personKey(projectId, inEventForm(strongest))
}

const inEventForm = ({ kind, value }: Identifier): Identifier => {
  if (kind === 'email') return { kind, value: emailForm(value) }
  return { kind, value: kind === 'phone' ? phoneForm(value) : value }
}

const isExact = (targetingKey: unknown): boolean =>
  typeof targetingKey === 'string' && identifierKinds.some((kind) => targetingKey.startsWith(`${kind}:`))

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : ''
