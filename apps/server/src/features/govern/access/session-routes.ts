import { getSession, type SessionProject, setUpOwner } from '@throughline/contract/session'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { bearerToken } from '../../../platform/http/bearer-token.ts'
import { type Endpoint, endpoint } from '../../../platform/http/endpoint.ts'
import type { Project, ProjectDirectory } from '../../../platform/project.ts'
import type { Authenticate } from './authenticate-request.ts'
import { loginCookie } from './login-cookie.ts'
import { forwardedHeaders } from './login-routes.ts'
import type { LoggedIn, LoginStore } from './login-store.ts'
import type { OwnerService } from './owner-service.ts'
import type { Extent } from './session-queries.ts'

export interface SessionDependencies {
  readonly authenticate: Authenticate
  readonly logins: LoginStore
  readonly owner: OwnerService
  readonly projects: ProjectDirectory
  readonly extentOf: (projectId: string) => Promise<Extent | undefined>
}

export function sessionEndpoints(deps: SessionDependencies): Endpoint[] {
  const { logins, owner } = deps
  return [
    endpoint(getSession, async ({ request, reply }) => {
      reply.header('cache-control', 'no-store')
      const { user, project } = await viewer(deps, request, reply)
      return {
        user,
        setupRequired: !(await owner.exists()),
        project: project ? await withExtent(deps, project) : null,
      }
    }),

    endpoint(setUpOwner, async ({ body, request, reply }) => {
      const { token, ...login } = body
      await owner.setUp(token, login)
      const { user, cookies } = await logins.logIn(login.email, login.password, forwardedHeaders(request))
      reply.header('cache-control', 'no-store').header('set-cookie', cookies)
      return { user }
    }),
  ]
}

/** Who asks, if anybody: a login shows its owner, a token only its project. */
async function viewer(
  { authenticate, logins, projects }: SessionDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<{ user: LoggedIn['user'] | null; project: Project | null }> {
  if (bearerToken(request) !== undefined) {
    const { projectId } = await authenticate(request, 'read')
    return { user: null, project: projects.byId(projectId) ?? null }
  }
  const cookie = loginCookie(request.headers.cookie)
  const login = cookie && (await logins.prolong(cookie))
  if (!login) return { user: null, project: null }
  if (login.cookies.length > 0) reply.header('set-cookie', [...login.cookies])
  return { user: login.user, project: projects.defaultProject() }
}

async function withExtent(
  { extentOf }: SessionDependencies,
  { id, name, timezone, currency }: Project,
): Promise<SessionProject> {
  const extent = await extentOf(id)
  return { id, name, timezone, currency, extent: extent ? { ...extent } : null }
}
