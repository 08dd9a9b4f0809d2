import type {
  Route,
  RouteBody,
  RouteParams,
  RouteQuery,
  RouteResponse,
  TokenScope,
} from '@throughline/contract/route'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Whose data a request is about, known once it is authenticated. */
export interface ProjectAccess {
  readonly projectId: string
  /** The person who is logged in, or null where a token speaks. */
  readonly userId: string | null
  /** What they may do; a login may do all. */
  readonly scopes: readonly TokenScope[]
}

export interface EndpointInput<R extends Route> {
  readonly params: RouteParams<R>
  readonly query: RouteQuery<R>
  readonly body: RouteBody<R>
  readonly access: R['access'] extends 'project' ? ProjectAccess : null
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** A route of the contract with what answers it. */
export interface Endpoint {
  readonly route: Route
  readonly handle: (input: EndpointInput<Route>) => unknown
}

/**
 * Binds a handler to a route, typed by the route's schemas. A handler that has sent the reply itself (a stream) returns
 * the reply.
 *
 * @example endpoint(routes.getProfile, async ({ params, access }) => profiles.find(access.projectId, params.id))
 */
export function endpoint<R extends Route>(
  route: R,
  handle: (
    input: EndpointInput<R>,
  ) => RouteResponse<R> | FastifyReply | Promise<RouteResponse<R> | FastifyReply>,
): Endpoint {
  return { route, handle: handle as Endpoint['handle'] }
}
