import type { ErrorCode, Problem } from '@throughline/contract/problem'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../app-error.ts'
import { drainBody } from './drain-body.ts'

const statusOf: Record<ErrorCode, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  limit_exceeded: 429,
  unavailable: 503,
  internal: 500,
}

const titleOf: Record<ErrorCode, string> = {
  invalid: 'The request is not valid',
  unauthenticated: 'Not signed in',
  forbidden: 'Not allowed',
  not_found: 'Not found',
  conflict: 'In conflict with the present state',
  limit_exceeded: 'Over a limit',
  unavailable: 'Not available right now',
  internal: 'Something went wrong here',
}

/** The only place that knows status codes. What it cannot name is an `internal` error: logged whole, told in brief. */
export function registerErrorHandler(app: FastifyInstance): void {
  app.setErrorHandler(async (thrown: FastifyError | AppError, request, reply) => {
    const error = thrown instanceof AppError ? thrown : fromFastify(thrown)
    if (error.code === 'internal') request.log.error({ err: thrown }, 'request failed')
    if (error.details.tooLarge) await drainBody(request.raw)
    return sendProblem(request, reply, error)
  })
  app.setNotFoundHandler((request, reply) =>
    sendProblem(
      request,
      reply,
      new AppError('not_found', `There is nothing at ${request.method} ${request.url.split('?')[0]}.`),
    ),
  )
}

function sendProblem(request: FastifyRequest, reply: FastifyReply, error: AppError): FastifyReply {
  const { field, retryAfter, tooLarge } = error.details
  const status = tooLarge ? 413 : statusOf[error.code]
  const problem: Problem = {
    type: 'about:blank',
    title: titleOf[error.code],
    status,
    code: error.code,
    detail:
      error.code === 'internal'
        ? `The server failed. Its log tells more under request ${request.id}.`
        : error.message,
    ...(field && { field }),
    requestId: request.id,
  }
  if (status === 503 || status === 429) reply.header('retry-after', String(retryAfter ?? 1))
  if (error.code === 'unauthenticated') reply.header('www-authenticate', 'Bearer')
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify(problem))
}

/** Fastify's own refusals (a malformed body, a body too large) in our words. */
function fromFastify(error: FastifyError): AppError {
  if (error.statusCode === 413)
    return new AppError('limit_exceeded', 'The body is larger than this endpoint takes.', { tooLarge: true })
  if (error.statusCode && error.statusCode >= 400 && error.statusCode < 500) {
    return new AppError('invalid', `${error.message.replace(/\.?$/, '')}.`)
  }
  return new AppError('internal', 'internal', {}, error)
}
