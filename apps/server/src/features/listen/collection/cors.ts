import type { FastifyReply, FastifyRequest } from 'fastify'

const DAY_SECONDS = 86_400

/**
 * Lets any site's pages send here and read the answer, errors included. Safe with credentials: collection looks at no
 * cookie, and a write key only lets events in.
 */
export function allowAnyOrigin(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('vary', 'Origin')
  const { origin } = request.headers
  if (!origin) return
  reply.header('access-control-allow-origin', origin)
  reply.header('access-control-allow-credentials', 'true')
  // So that a client can wait as long as it is told to.
  reply.header('access-control-expose-headers', 'retry-after')
}

/** Answers a browser that asks before it sends. */
export function answerPreflight(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const asked = request.headers['access-control-request-headers']
  reply.header('access-control-allow-methods', 'GET, POST, OPTIONS')
  reply.header('access-control-allow-headers', asked ?? 'authorization, content-type, content-encoding')
  reply.header('access-control-max-age', String(DAY_SECONDS))
  return reply.code(204).send()
}
