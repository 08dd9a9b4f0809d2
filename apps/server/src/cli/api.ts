import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import type { Problem } from '@throughline/contract/problem'
import type { Route, RouteBody, RouteParams, RouteResponse } from '@throughline/contract/route'
import { CommandError } from './command-error.ts'

interface ApiRequest {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Readable
}

/** Sends a request: over the network, or straight into an app in this process. */
export type Transport = (request: ApiRequest) => Promise<{ readonly status: number; readonly text: string }>

type Needs<Name extends string, Value> = [Value] extends [undefined] ? unknown : Record<Name, Value>
type CallInput<R extends Route> = Needs<'params', RouteParams<R>> & Needs<'body', RouteBody<R>>

/** The routes of the contract, for commands. Each throws a CommandError with what the server says is wrong. */
export interface Api {
  call<R extends Route>(route: R, input: CallInput<R>): Promise<RouteResponse<R>>
  /** Sends a part of a file as the body. */
  sendFile<R extends Route>(route: R, params: RouteParams<R>, part: FilePart): Promise<RouteResponse<R>>
}

interface FilePart {
  readonly path: string
  readonly offset: number
  readonly bytes: number
}

export function apiOver(transport: Transport, token: string): Api {
  const send = async (request: Omit<ApiRequest, 'headers'>, contentType: string | undefined) => {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(contentType !== undefined && { 'content-type': contentType }),
    }
    const { status, text } = await transport({ ...request, headers })
    if (status >= 300) throw new CommandError(detailOf(text, status))
    return text === '' ? null : JSON.parse(text)
  }

  return {
    call(route, input) {
      const { params, body } = input as { params?: Record<string, string>; body?: unknown }
      const hasBody = body !== undefined
      return send(
        {
          method: route.method,
          url: urlOf(route.path, params),
          ...(hasBody && { body: JSON.stringify(body) }),
        },
        hasBody ? 'application/json' : undefined,
      )
    },
    sendFile(route, params, { path, offset, bytes }) {
      return send(
        {
          method: route.method,
          url: `${urlOf(route.path, params as Record<string, string>)}?offset=${offset}`,
          body: createReadStream(path, { start: offset, end: offset + bytes - 1 }),
        },
        'application/octet-stream',
      )
    },
  }
}

const urlOf = (path: string, params: Readonly<Record<string, string>> = {}): string =>
  path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))

function detailOf(text: string, status: number): string {
  try {
    const { code, detail } = JSON.parse(text) as Problem
    if (code === 'unauthenticated')
      return `${detail} Give the token with --token, or set THROUGHLINE_API_TOKEN.`
    if (detail) return detail
  } catch {
    // Told below: what answered is no Throughline.
  }
  return `The server answered with status ${status}, which tells nothing more. Is it a Throughline?`
}
