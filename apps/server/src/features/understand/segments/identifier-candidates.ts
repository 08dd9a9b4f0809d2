import { type Identifier, type IdentifierKind, identifierKinds } from '@throughline/contract/identifier'
import { emailForm, phoneForm } from '../../../platform/events/identifier-form.ts'
import { keyOfProfileId, personKey } from '../../../platform/events/person-key.ts'

/**
 * Keys that a text may stand for, the likeliest first: a profile id, else a user id, e-mail address, phone number, card
 * or anonymous id. `kind:value` is exact, unless nobody is known by it and the text itself is somebody's identifier.
 */
export function candidateKeys(projectId: string, given: string): string[] {
  const exact = exactIdentifier(given)
  const profile = keyOfProfileId(given)
  const any = identifierKinds.flatMap((kind) => keyOf(projectId, kind, given))
  return [...(exact ? keyOf(projectId, exact.kind, exact.value) : []), ...(profile ? [profile] : []), ...any]
}

function exactIdentifier(given: string): Identifier | undefined {
  const colon = given.indexOf(':')
  const kind = identifierKinds.find((candidate) => candidate === given.slice(0, colon))
  const value = given.slice(colon + 1)
  return kind && value !== '' ? { kind, value } : undefined
}

function keyOf(projectId: string, kind: IdentifierKind, given: string): string[] {
  const value = kind === 'email' ? emailForm(given) : kind === 'phone' ? phoneForm(given) : given
  return value === '' ? [] : [personKey(projectId, { kind, value })]
}
