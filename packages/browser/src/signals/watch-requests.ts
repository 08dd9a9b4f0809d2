import type { Host } from '../host.ts'
import { attempt } from '../safely.ts'
import { intercept } from './intercept.ts'
import type { PageResponses } from './page-responses.ts'

/** A page that is being left breaks off its requests; what fails then has failed for nobody. */
const LEAVING_MS = 50
const FIRST_ERROR_STATUS = 400

type Failed = (status: number) => void

/**
 * Request Failed: answered 4xx or 5xx, or not at all. What the page broke off itself, and what it sent without caring
 * for an answer (`keepalive`, `no-cors`), is none, and answers no click.
 */
export function watchRequests(host: Host, responses: PageResponses): void {
  const { window, safe } = host
  const begin = (method: unknown, address: unknown): Failed | undefined => {
    const { href, origin, pathname } = new URL(String(address), window.document.baseURI)
    if (!href.startsWith('http') || href.startsWith(`${host.options.host}/v1/`)) return
    const startedAt = responses.now()
    responses.answeredAt = startedAt
    return safe((status) => {
      const properties = {
        url: origin + pathname,
        method: String(method).toUpperCase(),
        status,
        duration_ms: Math.round(responses.now() - startedAt),
      }
      // Without an answer from elsewhere it may be a blocker's doing, of which the visitor sees nothing.
      if (status || origin === window.location.origin) responses.failedAt = responses.now()
      const at = Date.now()
      window.setTimeout(
        safe(() => host.track('Request Failed', properties, at)),
        status ? 0 : LEAVING_MS,
      )
    })
  }
  watchFetch(window, begin)
  watchXhr(window.XMLHttpRequest?.prototype, begin)
}

type Begin = (method: unknown, address: unknown) => Failed | undefined

/**
 * The page gets a promise that follows fetch's own, with the same response or error. With fetch's own, a listener of
 * ours would count as handling its rejection, and `unhandledrejection` would never come.
 */
function watchFetch(window: Host['window'], begin: Begin): void {
  intercept(window, 'fetch', (call, [input, init]) => {
    const answer = call() as Promise<Response>
    const failed = attempt(() => {
      const asked = input as Request
      const { method, keepalive, mode } = { ...(init as RequestInit | undefined) }
      if (keepalive ?? asked.keepalive) return
      if ((mode ?? asked.mode) === 'no-cors') return
      return begin(method ?? asked.method ?? 'GET', asked.url ?? input)
    })
    if (!failed || typeof answer?.then !== 'function') return answer
    return answer.then(
      (response) => {
        if (response?.status >= FIRST_ERROR_STATUS) failed(response.status)
        return response
      },
      (error) => {
        if (attempt(() => error.name) !== 'AbortError') failed(0)
        throw error
      },
    )
  })
}

function watchXhr(prototype: XMLHttpRequest | undefined, begin: Begin): void {
  const opened = new WeakMap<object, unknown[]>()
  intercept(prototype, 'open', (call, args, self) => {
    opened.set(self, args)
    return call()
  })
  intercept(prototype, 'send', (call, _args, self) => {
    attempt(() => {
      const xhr = self as XMLHttpRequest
      const [method, address] = opened.get(xhr) ?? []
      const failed = begin(method, address)
      if (!failed) return
      const once = { once: true }
      let isAborted = false
      xhr.addEventListener(
        'abort',
        () => {
          isAborted = true
        },
        once,
      )
      xhr.addEventListener(
        'loadend',
        () => {
          if (!isAborted && (xhr.status === 0 || xhr.status >= FIRST_ERROR_STATUS)) failed(xhr.status)
        },
        once,
      )
    })
    return call()
  })
}
