import type { FastifyInstance } from 'fastify'

/**
 * Scripts, connections and frames of our own origin only. Styles may stand inline: Mantine and ECharts set them so, and
 * a style sheet can't run. `frame-src` is our own for the replay of recordings.
 */
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "frame-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * What a browser is told with every answer. A route that serves something else (a script for other sites) sets its own
 * header over it.
 */
export function registerSecurityHeaders(app: FastifyInstance, publicUrl: string | undefined): void {
  const headers = {
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    ...(publicUrl?.startsWith('https:') && { 'strict-transport-security': 'max-age=31536000' }),
  }
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers)
    // Collection and the SDK are for other sites; what a login opens is not.
    if (request.url.startsWith('/api/')) reply.header('cross-origin-resource-policy', 'same-origin')
  })
}
