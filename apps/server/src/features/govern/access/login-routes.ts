import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../../platform/app-error.ts'
import { requireOwnOrigin } from './authenticate-request.ts'
import { CLIENT_ADDRESS, type LoginStore } from './login-store.ts'

/** All of better-auth that we offer; what is not here answers 404. */
const offered = [
  ['POST', '/sign-in/email'],
  ['POST', '/sign-out'],
  ['GET', '/get-session'],
  ['POST', '/change-password'],
] as const

const LARGEST_BODY = 16 * 1024

export interface LoginRouteOptions {
  readonly logins: LoginStore
  readonly publicUrl: string | undefined
  /** Called after a request that may have begun or ended a login. */
  readonly onChange: () => void
}

/** Serves better-auth's own protocol under `/api/auth`, with our errors. */
export function registerLoginRoutes(
  app: FastifyInstance,
  { logins, publicUrl, onChange }: LoginRouteOptions,
): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) =>
      done(null, body),
    )
    for (const [method, path] of offered) {
      scope.route({
        method,
        url: `/api/auth${path}`,
        bodyLimit: LARGEST_BODY,
        handler: async (request, reply) => {
          requireOwnOrigin(request, publicUrl)
          const answer = await logins.handle(toWebRequest(request))
          if (method === 'POST') onChange()
          if (!answer.ok) throw await problemOf(answer)
          return send(answer, reply)
        },
      })
    }
  })
}

/** What better-auth needs to know of a request: who asks, from where, with which cookie. */
export function forwardedHeaders(request: FastifyRequest): Headers {
  const { cookie, 'user-agent': agent } = request.headers
  return new Headers({
    [CLIENT_ADDRESS]: request.ip,
    // The only type that came past the parser; a request without a body has none.
    'content-type': 'application/json',
    ...(cookie && { cookie }),
    ...(agent && { 'user-agent': agent }),
  })
}

function toWebRequest(request: FastifyRequest): Request {
  // Only path and query count here; the origin has been judged.
  return new Request(new URL(request.url, 'http://throughline.invalid'), {
    method: request.method,
    headers: forwardedHeaders(request),
    ...(request.method === 'POST' && { body: typeof request.body === 'string' ? request.body : '{}' }),
  })
}

async function send(answer: Response, reply: FastifyReply): Promise<FastifyReply> {
  const cookies = answer.headers.getSetCookie()
  if (cookies.length > 0) reply.header('set-cookie', cookies)
  return reply
    .code(answer.status)
    .header('cache-control', 'no-store')
    .type(answer.headers.get('content-type') ?? 'application/json')
    .send(await answer.text())
}

async function problemOf(answer: Response): Promise<AppError> {
  const { message } = await readProblem(answer)
  if (answer.status === 401)
    return new AppError(
      'unauthenticated',
      'E-mail and password do not belong together, or the login has ended.',
    )
  if (answer.status === 429) {
    const retryAfter = Number(answer.headers.get('x-retry-after')) || 60
    return new AppError('limit_exceeded', `Too many attempts. Try again in ${retryAfter} s.`, { retryAfter })
  }
  if (answer.status >= 500) return new AppError('internal', `The login failed: ${message}.`)
  return new AppError(answer.status === 403 ? 'forbidden' : 'invalid', `${message.replace(/\.?$/, '')}.`)
}

async function readProblem(answer: Response): Promise<{ message: string }> {
  try {
    const body: unknown = JSON.parse(await answer.text())
    if (typeof body === 'object' && body && 'message' in body && typeof body.message === 'string')
      return { message: body.message }
  } catch {
    // Not JSON: nothing that would help anybody.
  }
  return { message: 'The request was refused' }
}
