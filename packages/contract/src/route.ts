import type { Static, TSchema } from 'typebox'

/**
 * Who may call a route: anybody, who has the write key, who has a token of the project or a login, or who holds the link
 * to one report.
 */
export type RouteAccess = 'public' | 'write_key' | 'project' | 'report_link'

/** What a secret token may do: `read` people, events and reports; `write` changes them too. */
export const tokenScopes = ['read', 'write'] as const

export type TokenScope = (typeof tokenScopes)[number]

/**
 * One HTTP endpoint as a value: the server validates, serialises and documents by it, the dashboard's client calls
 * by it. `access: 'project'` needs a project's bearer token or a login.
 */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Fastify notation: `/api/v1/customer/:id/profile`. */
  readonly path: string
  readonly summary: string
  readonly tag: string
  readonly access: RouteAccess
  readonly params?: TSchema
  readonly query?: TSchema
  readonly body?: TSchema
  readonly response: TSchema
  /** What a token needs to call it; `read` for GET and `write` for the rest unless said. */
  readonly scope?: TokenScope
  /** Status of the success answer; 200 unless said. */
  readonly status?: 200 | 201 | 202 | 204
}

/** Keeps the literal types of a route's schemas. */
export function defineRoute<const R extends Route>(route: R): R {
  return route
}

/** The scope that a token needs for a route. */
export const scopeOf = ({ method, scope }: Route): TokenScope =>
  scope ?? (method === 'GET' ? 'read' : 'write')

type Part<R extends Route, K extends 'params' | 'query' | 'body'> = R[K] extends TSchema
  ? Static<R[K]>
  : undefined

export type RouteParams<R extends Route> = Part<R, 'params'>
export type RouteQuery<R extends Route> = Part<R, 'query'>
export type RouteBody<R extends Route> = Part<R, 'body'>
export type RouteResponse<R extends Route> = Static<R['response']>
