import type { TokenScope } from '@throughline/contract/route'
import { AppError } from '../../../platform/app-error.ts'
import type { Clock } from '../../../platform/clock.ts'
import { makeSecret } from '../../../platform/secret-token.ts'
import type { BriefMemory } from './brief-memory.ts'
import type { StoredToken, TokenStore } from './token-store.ts'
import type { TokenUses } from './token-uses.ts'

interface TokenRequest {
  readonly projectId: string
  readonly name: string
  readonly scopes: readonly TokenScope[]
  /** Of whoever asks: nobody gives away more than they have. */
  readonly ownScopes: readonly TokenScope[]
}

export interface TokenService {
  list(projectId: string): Promise<StoredToken[]>
  create(request: TokenRequest): Promise<{ token: StoredToken; secret: string }>
  revoke(projectId: string, id: string): Promise<void>
}

export function tokenService(
  store: TokenStore,
  known: BriefMemory<StoredToken | undefined>,
  uses: TokenUses,
  clock: Clock,
): TokenService {
  return {
    async list(projectId) {
      const waiting = uses.waiting()
      const tokens = await store.list(projectId)
      return tokens.map((token) => ({ ...token, lastUsedAt: waiting.get(token.id) ?? token.lastUsedAt }))
    },

    async create({ projectId, name, scopes, ownScopes }) {
      const missing = scopes.find((scope) => !ownScopes.includes(scope))
      if (missing) {
        throw new AppError(
          'forbidden',
          `scopes: a token without the scope "${missing}" cannot give it to another.`,
          { field: 'scopes' },
        )
      }
      const secret = makeSecret('tk')
      const token = await store.add(
        { projectId, name, scopes: [...new Set(scopes)], secret },
        new Date(clock()),
      )
      if (!token) throw new AppError('internal', 'Two random secrets were the same.')
      return { token, secret }
    },

    async revoke(projectId, id) {
      const removed = await store.remove(projectId, id)
      known.clear()
      if (!removed) throw new AppError('not_found', `No token has the id "${id}".`, { field: 'id' })
    },
  }
}
