import type { getCustomerConsent } from '@throughline/contract/consent'
import type { RouteResponse } from '@throughline/contract/route'
import { profileIdOf } from '../../../platform/events/person-key.ts'
import type { People } from '../../understand/profiles/index.ts'
import type { ErasableQueries } from './erasable-queries.ts'
import type { ErasureStore } from './erasure-store.ts'

const MOST = 500

export interface ConsentService {
  /** @throws AppError `not_found` where nobody has the identifier */
  of(projectId: string, id: string): Promise<RouteResponse<typeof getCustomerConsent>>
}

/** What a person consents to, and how that came. */
export const consentService = (
  people: Pick<People, 'find' | 'consent'>,
  queries: Pick<ErasableQueries, 'words'>,
  store: Pick<ErasureStore, 'ofPerson'>,
): ConsentService => ({
  async of(projectId, id) {
    const person = await people.find(projectId, id)
    const [consent, words, erasures] = await Promise.all([
      people.consent(projectId, person),
      queries.words(projectId, person.keys, MOST),
      store.ofPerson(projectId, person.keys, MOST),
    ])
    return {
      profileId: profileIdOf(person.profile),
      consent,
      words: words
        .filter(({ said }) => Object.keys(said).length > 0)
        .map(({ at, receivedMs, said, kind, value, channel, path }) => ({
          at: new Date(at.ms).toISOString(),
          receivedAt: new Date(receivedMs).toISOString(),
          messageId: at.messageId,
          said,
          by: { kind, value },
          channel,
          path: path || null,
        })),
      erasures: erasures.map(({ purpose, beganAt, deleted, isDone }) => ({
        purpose,
        at: beganAt.toISOString(),
        deleted,
        done: isDone,
      })),
    }
  },
})
