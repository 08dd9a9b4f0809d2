import { AppError } from '../../../platform/app-error.ts'
import type { Project, ProjectDirectory } from '../../../platform/project.ts'

export type ProjectsByKey = Pick<ProjectDirectory, 'byWriteKey'>

/**
 * The project that a request writes to, by the user name of Basic authentication, else by `writeKey` in the body.
 *
 * @throws AppError `unauthenticated`
 */
export function projectOf(
  projects: ProjectsByKey,
  authorization: string | undefined,
  body: unknown,
): Project {
  const fromHeader = basicUser(authorization)
  const fromBody = keyInBody(body)
  const project =
    (fromHeader && projects.byWriteKey(fromHeader)) ||
    (fromBody && projects.byWriteKey(fromBody)) ||
    undefined
  if (project) return project
  throw new AppError(
    'unauthenticated',
    fromHeader || fromBody
      ? 'No project has this write key. The settings page shows the right one.'
      : 'The write key is missing. Send it as the user name of Basic authentication, or as writeKey in the body.',
    { field: 'writeKey' },
  )
}

function basicUser(authorization: string | undefined): string {
  const credentials = /^basic\s+([A-Za-z0-9+/=_-]+)\s*$/i.exec(authorization ?? '')?.[1]
  if (!credentials) return ''
  const text = Buffer.from(credentials, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon < 0 ? text : text.slice(0, colon)
}

function keyInBody(body: unknown): string {
  const key = typeof body === 'object' && body !== null && 'writeKey' in body ? body.writeKey : undefined
  return typeof key === 'string' ? key : ''
}
