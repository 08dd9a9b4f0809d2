import { defaultEnvironment, environmentHeader } from '@throughline/contract/environments'
import type { FastifyRequest } from 'fastify'
import { AppError } from '../../../platform/app-error.ts'
import type { ProjectAccess } from '../../../platform/http/endpoint.ts'
import type { ProjectDirectory } from '../../../platform/project.ts'
import type { AskedBy } from './asker.ts'

interface FlagCaller {
  readonly projectId: string
  readonly askedBy: AskedBy
}

/** Says who asks. No cookie is looked at: any site's page may send these requests. */
export type IdentifyCaller = (request: FastifyRequest) => Promise<FlagCaller> | FlagCaller

/**
 * By a bearer token, by the write key (as a bearer token, as the user of Basic authentication, or in the address where a
 * client can send no header), or either in the header X-API-Key.
 *
 * @param authenticate of the access feature, for secret tokens
 * @throws AppError `unauthenticated`; `forbidden` where a token may not read
 */
export const callerIdentifier =
  (
    projects: Pick<ProjectDirectory, 'byWriteKey'>,
    authenticate: (request: FastifyRequest, scope: 'read') => Promise<ProjectAccess>,
  ): IdentifyCaller =>
  (request) => {
    const secret = secretOf(request)
    if (secret === undefined)
      throw new AppError(
        'unauthenticated',
        'This needs the header "Authorization: Bearer <key>", with an API token, or with the write key from browsers.',
      )
    const project = projects.byWriteKey(secret)
    if (project) return { projectId: project.id, askedBy: 'write_key' }
    request.raw.headers.authorization = `Bearer ${secret}`
    return authenticate(request, 'read').then(({ projectId }) => ({ projectId, askedBy: 'token' }))
  }

function secretOf({ headers, query }: FastifyRequest): string | undefined {
  const { authorization = '', 'x-api-key': apiKey } = headers
  const bearer = /^Bearer +(\S+) *$/i.exec(authorization)?.[1]
  if (bearer !== undefined) return bearer
  const basic = /^Basic +([A-Za-z0-9+/=_-]+) *$/i.exec(authorization)?.[1]
  if (basic !== undefined) return Buffer.from(basic, 'base64').toString('utf8').split(':', 1)[0] || undefined
  if (typeof apiKey === 'string' && /^\S+$/.test(apiKey)) return apiKey
  const { writeKey } = query as { readonly writeKey?: unknown }
  return typeof writeKey === 'string' && /^\S+$/.test(writeKey) ? writeKey : undefined
}

/** Key of the environment that a request means. */
export function environmentOf({ headers, query }: FastifyRequest): string {
  const named = headers[environmentHeader] ?? (query as { readonly environment?: unknown }).environment
  return typeof named === 'string' && named !== '' ? named : defaultEnvironment
}
