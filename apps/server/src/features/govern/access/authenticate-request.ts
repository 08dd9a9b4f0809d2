import { type TokenScope, tokenScopes } from '@throughline/contract/route'
import type { FastifyRequest } from 'fastify'
import { AppError } from '../../../platform/app-error.ts'
import { bearerToken } from '../../../platform/http/bearer-token.ts'
import type { ProjectAccess } from '../../../platform/http/endpoint.ts'
import type { ProjectDirectory } from '../../../platform/project.ts'
import type { BriefMemory } from './brief-memory.ts'
import { loginCookie } from './login-cookie.ts'
import type { LoggedIn } from './login-store.ts'
import { isFromOwnOrigin } from './own-origin.ts'
import type { StoredToken } from './token-store.ts'
import type { TokenUses } from './token-uses.ts'

export interface AuthenticationDependencies {
  readonly tokens: BriefMemory<StoredToken | undefined>
  readonly logins: BriefMemory<LoggedIn | undefined>
  readonly uses: TokenUses
  readonly projects: ProjectDirectory
  readonly publicUrl: string | undefined
}

/** Says whose data a request is about, by its bearer token, else by its login cookie. */
export type Authenticate = (request: FastifyRequest, scope: TokenScope) => Promise<ProjectAccess>

export function authenticator(deps: AuthenticationDependencies): Authenticate {
  return async (request, scope) => {
    const secret = bearerToken(request)
    if (secret !== undefined) return byToken(deps, secret, scope)
    const cookie = loginCookie(request.headers.cookie)
    const login = cookie && (await deps.logins.get(cookie))
    if (!login) {
      throw new AppError(
        'unauthenticated',
        'This needs a login, or a token in the header "Authorization: Bearer <token>".',
      )
    }
    requireOwnOrigin(request, deps.publicUrl)
    return { projectId: deps.projects.defaultProject().id, userId: login.user.id, scopes: tokenScopes }
  }
}

async function byToken(
  { tokens, uses }: AuthenticationDependencies,
  secret: string,
  scope: TokenScope,
): Promise<ProjectAccess> {
  const token = await tokens.get(secret)
  if (!token) {
    throw new AppError(
      'unauthenticated',
      'The token is not known here. It may be misspelled, or revoked: make a new one in the settings.',
    )
  }
  uses.note(token.id)
  if (!token.scopes.includes(scope))
    throw new AppError('forbidden', `This token has not the scope "${scope}", which this request needs.`)
  return { projectId: token.projectId, userId: null, scopes: token.scopes }
}

/** @throws AppError `forbidden` where another site's page made the browser send this request */
export function requireOwnOrigin(request: FastifyRequest, publicUrl: string | undefined): void {
  const fetchSite = request.headers['sec-fetch-site']
  const own = isFromOwnOrigin({
    method: request.method,
    origin: request.headers.origin,
    fetchSite: typeof fetchSite === 'string' ? fetchSite : undefined,
    host: request.host,
    publicUrl,
  })
  if (own) return
  throw new AppError(
    'forbidden',
    'A login works only from Throughline’s own pages. Other sites and programs use an API token. Behind a proxy, set THROUGHLINE_PUBLIC_URL to the address that people use.',
  )
}
