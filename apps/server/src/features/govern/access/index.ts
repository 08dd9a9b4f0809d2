import type { FastifyBaseLogger } from 'fastify'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { Feature } from '../../../platform/http/feature.ts'
import type { ProjectDirectory } from '../../../platform/project.ts'
import { makeSecret } from '../../../platform/secret-token.ts'
import type { State } from '../../../platform/state/state.ts'
import { authSecret } from './auth-secret.ts'
import { type Authenticate, authenticator } from './authenticate-request.ts'
import { briefMemory } from './brief-memory.ts'
import { registerLoginRoutes } from './login-routes.ts'
import { loginStore } from './login-store.ts'
import { ownerService } from './owner-service.ts'
import { type OwnerStore, ownerStore } from './owner-store.ts'
import { readExtent } from './session-queries.ts'
import { sessionEndpoints } from './session-routes.ts'
import { tokenEndpoints } from './token-routes.ts'
import { tokenService } from './token-service.ts'
import { type TokenStore, tokenStore } from './token-store.ts'
import { tokenUses } from './token-uses.ts'

export interface AccessDependencies {
  readonly analytics: Analytics
  readonly state: State
  readonly clock: Clock
  readonly logger: FastifyBaseLogger
  readonly projects: ProjectDirectory
  readonly dataDir: string
  /** Where people reach the server, where that differs from where it listens. */
  readonly publicUrl: string | undefined
  /** Of the settings; a token of the default project from then on. */
  readonly apiToken: string | undefined
  readonly owner: { readonly email: string; readonly password: string } | undefined
  /** Whether the default project is new, and so needs its first token. */
  readonly firstRun: boolean
}

export interface AccessFeature extends Feature {
  /** What other features ask: who somebody is that did something. */
  readonly api: Pick<OwnerStore, 'nameOf'>
  readonly authenticate: Authenticate
  /** The token that this start made up, to be printed once. */
  readonly generatedApiToken: string | undefined
  /** The one-time secret of the set-up link, while nobody owns this Throughline. */
  readonly setupToken: string | undefined
  close(): Promise<void>
}

/** Logins, API tokens, and whose data a request may see. */
export async function accessFeature(deps: AccessDependencies): Promise<AccessFeature> {
  const { state, clock, projects, publicUrl, logger } = deps
  const tokens = tokenStore(state)
  const owners = ownerStore(state)
  const owner = ownerService(owners, clock)
  const logins = loginStore(state, { secret: authSecret(deps.dataDir), publicUrl, logger })
  if (deps.owner) await owner.createConfigured(deps.owner)
  const generatedApiToken = await firstToken(tokens, deps)
  const setupToken = await owner.makeSetupToken()

  const knownTokens = briefMemory(tokens.findBySecret, clock)
  const knownLogins = briefMemory(logins.find, clock)
  const uses = tokenUses(tokens, clock, (error) =>
    logger.warn({ err: error }, 'When tokens were last used could not be written; tried again later.'),
  )
  const authenticate = authenticator({ tokens: knownTokens, logins: knownLogins, uses, projects, publicUrl })

  return {
    endpoints: [
      ...sessionEndpoints({
        authenticate,
        logins,
        owner,
        projects,
        extentOf: (projectId) => readExtent(deps.analytics, projectId),
      }),
      ...tokenEndpoints(tokenService(tokens, knownTokens, uses, clock)),
    ],
    register: (app) => registerLoginRoutes(app, { logins, publicUrl, onChange: knownLogins.clear }),
    api: { nameOf: owners.nameOf },
    authenticate,
    generatedApiToken,
    setupToken,
    close: () => uses.close(),
  }
}

/** Keeps the token of the settings, or makes the first one of a new project up. */
async function firstToken(
  tokens: TokenStore,
  { apiToken, firstRun, projects, clock }: AccessDependencies,
): Promise<string | undefined> {
  if (!apiToken && !firstRun) return undefined
  const secret = apiToken ?? makeSecret('tk')
  const name = apiToken ? 'From THROUGHLINE_API_TOKEN' : 'First token'
  const projectId = projects.defaultProject().id
  await tokens.add({ projectId, name, scopes: ['read', 'write'], secret }, new Date(clock()))
  return apiToken ? undefined : secret
}
