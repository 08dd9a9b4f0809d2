import { createToken, listTokens, revokeToken, type Token } from '@throughline/contract/tokens'
import { type Endpoint, endpoint } from '../../../platform/http/endpoint.ts'
import type { TokenService } from './token-service.ts'
import type { StoredToken } from './token-store.ts'

export const tokenEndpoints = (tokens: TokenService): Endpoint[] => [
  endpoint(listTokens, async ({ access }) => ({
    tokens: (await tokens.list(access.projectId)).map(view),
  })),
  endpoint(createToken, async ({ access, body }) => {
    const { token, secret } = await tokens.create({
      projectId: access.projectId,
      ownScopes: access.scopes,
      ...body,
    })
    return { token: view(token), secret }
  }),
  endpoint(revokeToken, async ({ access, params }) => {
    await tokens.revoke(access.projectId, params.id)
    return undefined
  }),
]

const view = (token: StoredToken): Token => ({
  id: token.id,
  name: token.name,
  hint: token.hint,
  scopes: [...token.scopes],
  createdAt: token.createdAt.toISOString(),
  lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
})
