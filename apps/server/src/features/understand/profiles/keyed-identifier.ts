import type { Identifier, IdentifierKind } from '@throughline/contract/identifier'
import { personKey } from '../../../platform/events/person-key.ts'

/** An identifier with its key in the project (decimal digits): see platform/events/person-key.ts. */
export interface KeyedIdentifier extends Identifier {
  readonly key: string
}

/** @example keyed('default', 'user_id', 'u1').key // '9925388991182426321' */
export const keyed = (projectId: string, kind: IdentifierKind, value: string): KeyedIdentifier => ({
  kind,
  value,
  key: personKey(projectId, { kind, value }),
})
