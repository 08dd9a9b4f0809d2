import { attempt } from '../safely.ts'
import { intercept } from './intercept.ts'
import type { SignalHost } from './signal-host.ts'

/** A page that is being left breaks off its requests; what fails then has failed for nobody. */
const LEAVING_MS = 50
const FIRST_ERROR_STATUS = 400

/**
 * Request Failed: answered 4xx or 5xx, or not at all. What the page broke off itself, and what it sent without caring
 * for an answer (`keepalive`, `no-cors`), is none.
 */
export function watchRequests(host: SignalHost): void {
  const { window, now, safe } = host
  const begin = (method: unknown, address: unknown) => {
    const { href, origin, pathname } = new URL(String(address), window.document.baseURI)
    if (['v1', 'ofrep'].some((ours) => href.startsWith(`${host.options.host}/${ours}/`))) return
    const startedAt = now()
    return safe((status: number) => {
      if (status && status < FIRST_ERROR_STATUS) return
      const properties = {
        url: origin + pathname,
        method: String(method).toUpperCase(),
        status,
        duration_ms: Math.round(now() - startedAt),
      }
      host.later(() => host.track('Request Failed', properties), LEAVING_MS)
    })
  }

  // The page gets a promise that follows fetch's own, with the same response or error. With fetch's own, a listener of
  // ours would count as handling its rejection, and `unhandledrejection` would never come.
  intercept(window, 'fetch', (call, args) => {
    const answer = call() as Promise<Response>
    let stop: AbortSignal | null | undefined
    const finished = attempt(() => {
      const [input, init] = args as [Request, RequestInit?]
      const { url = input, method = 'GET', keepalive, mode, signal } = input
      const asked = { method, keepalive, mode, signal, ...init }
      stop = asked.signal
      if (!asked.keepalive && asked.mode !== 'no-cors' && attempt(() => answer.then))
        return begin(asked.method, url)
    })
    if (!finished) return answer
    return answer.then(
      (response) => {
        finished(response.status || 1)
        return response
      },
      (error) => {
        // The page breaks off with whatever reason it likes; who waited too long was not answered.
        const name = error?.name
        if (name === 'TimeoutError' || (name !== 'AbortError' && error !== stop?.reason)) finished(0)
        throw error
      },
    )
  })

  const opened = new WeakMap<object, unknown[]>()
  const xhr = window.XMLHttpRequest?.prototype
  intercept(xhr, 'open', (call, args, self) => {
    opened.set(self, args)
    return call()
  })
  intercept(xhr, 'send', (call, _, self) => {
    safe((request: XMLHttpRequest) => {
      const [method, address] = opened.get(request) ?? []
      const finished = begin(method, address)
      // A listener each, since objects are used again; `abort` comes before `loadend`.
      let isAborted = false
      const ended = ({ type }: Event) => {
        isAborted ||= type === 'abort'
        if (!isAborted) finished?.(request.status)
      }
      for (const type of ['abort', 'loadend']) request.addEventListener(type, ended, { once: true })
    })(self as XMLHttpRequest)
    return call()
  })
}
