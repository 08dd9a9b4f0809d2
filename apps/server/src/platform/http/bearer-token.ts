import type { FastifyRequest } from 'fastify'

/** The secret of the header `Authorization: Bearer …`. */
export const bearerToken = (request: FastifyRequest): string | undefined =>
  /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1]
