import type { FastifyInstance } from 'fastify'

/** As many sites as a page sensibly takes pictures from; a longer header would only be refused by proxies. */
const mostHosts = 20

/** `cdn.example.com`, `localhost:4600`: nothing that could end a directive or begin another. */
const host = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:\d{1,5})?$/i

/**
 * Serves the empty page in which the dashboard rebuilds recordings. What a visitor's page contained may be hostile, so
 * nothing runs in it: its policy allows no script, frame, form or connection, and it is sandboxed even where somebody
 * opens it by itself. It loads pictures, fonts and styles only from this server and from the hosts that the viewer
 * named (`?host=cdn.example.com`, repeated).
 */
export function serveReplayFrame(app: FastifyInstance): void {
  app.get('/replay-frame', (request, reply) =>
    reply
      .header('content-security-policy', policyFor(hostsOf(request.query)))
      .header('x-frame-options', 'SAMEORIGIN')
      .header('referrer-policy', 'no-referrer')
      .header('cross-origin-resource-policy', 'same-origin')
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(emptyPage),
  )
}

function hostsOf(query: unknown): string[] {
  const given = typeof query === 'object' && query !== null && 'host' in query ? query.host : []
  return [given]
    .flat()
    .filter((name): name is string => typeof name === 'string' && host.test(name))
    .slice(0, mostHosts)
}

function policyFor(hosts: readonly string[]): string {
  const from = ["'self'", 'data:', ...hosts].join(' ')
  return [
    "default-src 'none'",
    `img-src ${from} blob:`,
    `style-src ${from} 'unsafe-inline'`,
    `font-src ${from}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    'sandbox allow-same-origin',
  ].join('; ')
}

const emptyPage =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Replay</title><body></body></html>\n'
