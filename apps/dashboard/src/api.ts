import { queryOptions } from '@tanstack/react-query'
import type { Route, RouteBody, RouteParams, RouteQuery, RouteResponse } from '@throughline/contract/route'
import { problemOf, unreachable } from './api-problem.ts'

type Needs<Name extends string, Value> = [Value] extends [undefined] ? unknown : Record<Name, Value>

/**
 * What a route needs: `params`, `query` and `body`, each only where the route declares it, and the link's `secret` where
 * no login opens it.
 */
export type RouteInput<R extends Route> = Needs<'params', RouteParams<R>> &
  Needs<'query', RouteQuery<R>> &
  Needs<'body', RouteBody<R>> &
  Needs<'secret', R['access'] extends 'report_link' ? string : undefined>

interface AnyInput {
  readonly params?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
  readonly secret?: string
}

/**
 * Calls one endpoint of the contract and returns its answer.
 *
 * @throws {ApiProblem} what the server refused or why it could not be reached
 * @example const { events } = await call(listEvents, { query: { limit: 50 } })
 */
export async function call<R extends Route>(
  route: R,
  input: RouteInput<R>,
  signal?: AbortSignal,
): Promise<RouteResponse<R>> {
  const { params, query, body, secret } = input as AnyInput
  const response = await send(urlOf(route.path, params, query), {
    method: route.method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  })
  if (!response.ok) throw await problemOf(response)
  const text = await response.text()
  return JSON.parse(text === '' ? 'null' : text)
}

/**
 * The TanStack Query options of a read: its key is the route and its input, so two places that ask the same share
 * one answer, and `queryClient.invalidateQueries({ queryKey: keyOf(route) })` refreshes every input of a route.
 *
 * @example const profile = useQuery(query(getProfile, { params: { id } }))
 */
export function query<R extends Route>(route: R, input: RouteInput<R>) {
  return queryOptions({
    queryKey: [...keyOf(route), input],
    queryFn: ({ signal }): Promise<RouteResponse<R>> => call(route, input, signal),
  })
}

/** The part of a query's key that all inputs of a route share. */
export function keyOf(route: Route): readonly string[] {
  return [route.method, route.path]
}

/** Fills `:name` parts of a route's path and appends the query; lists repeat their name. */
export function urlOf(path: string, params: AnyInput['params'] = {}, search: AnyInput['query'] = {}): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name] ?? '')))
  const pairs = Object.entries(search).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((item) => item !== undefined && item !== null && item !== '')
      .map((item): [string, string] => [name, String(item)]),
  )
  return pairs.length === 0 ? filled : `${filled}?${new URLSearchParams(pairs)}`
}

async function send(url: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, request)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw unreachable()
  }
}
