import { emailForm, phoneForm } from '../../../platform/events/identifier-form.ts'
import type { Claim } from './identity.ts'
import type { Instant } from './instant.ts'
import { keyed } from './keyed-identifier.ts'

/**
 * What an alias claims: its previous id may be an identifier of any kind but a user id, in the form that events carry
 * it in.
 */
export function aliasClaims(projectId: string, userId: string, previousId: string, first: Instant): Claim[] {
  const claimer = keyed(projectId, 'user_id', userId)
  const values = {
    email: emailForm(previousId),
    phone: phoneForm(previousId),
    card: previousId,
    anonymous_id: previousId,
  } as const
  return (['email', 'phone', 'card', 'anonymous_id'] as const)
    .filter((kind) => values[kind] !== '')
    .map((kind) => ({ weaker: keyed(projectId, kind, values[kind]), claimer, via: 'alias', first }))
}
