import { type Identifier, identifierKinds } from '@throughline/contract/identifier'
import { emailForm, phoneForm } from '../../../platform/events/identifier-form.ts'
import { keyOfProfileId } from '../../../platform/events/person-key.ts'
import { keyed } from './keyed-identifier.ts'

/**
 * The keys that an `{id}` may stand for, the first to be tried first: profile id, user id, e-mail, phone, card,
 * anonymous id. `kind:value` names one of them.
 *
 * @example keysOfCustomerId('default', 'email:Ann@x.com') // the key of the e-mail address ann@x.com alone
 */
export function keysOfCustomerId(projectId: string, id: string): string[] {
  const exact = exactIdentifier(id)
  if (exact) return keysOf(projectId, [exact])
  const profile = keyOfProfileId(id.trim())
  const any = identifierKinds.map((kind) => inEventForm({ kind, value: id }))
  return [...(profile ? [profile] : []), ...keysOf(projectId, any)]
}

/** An identifier as events carry it. The empty value is none. */
export function inEventForm({ kind, value }: Identifier): Identifier {
  if (kind === 'email') return { kind, value: emailForm(value) }
  if (kind === 'phone') return { kind, value: phoneForm(value) }
  return { kind, value: value.trim() }
}

function exactIdentifier(id: string): Identifier | undefined {
  const kind = identifierKinds.find((kind) => id.startsWith(`${kind}:`))
  return kind && inEventForm({ kind, value: id.slice(kind.length + 1) })
}

const keysOf = (projectId: string, identifiers: readonly Identifier[]): string[] =>
  identifiers.filter(({ value }) => value !== '').map(({ kind, value }) => keyed(projectId, kind, value).key)
