import type { FastifyInstance } from 'fastify'
import type { Endpoint } from './endpoint.ts'

/** What a capability gives to the server: routes of the contract, and plain Fastify routes where a protocol is not ours. */
export interface Feature {
  readonly endpoints?: readonly Endpoint[]
  readonly register?: (app: FastifyInstance) => void
}
