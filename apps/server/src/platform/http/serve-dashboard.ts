import { stat } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** Paths that programs call: a wrong one must answer a problem, never a page. */
const programs = /^\/(api|v1|ofrep)(\/|$)/

/**
 * Serves the built dashboard. Its pages are routes of the browser, so every path that is no file answers its shell.
 *
 * @param folder where the build lies; looked at for each request, so that a build needs no restart
 */
export function serveDashboard(app: FastifyInstance, folder: string): void {
  // Its own root must exist, and the build may come later.
  app.register(fastifyStatic, { root: dirname(folder), serve: false })

  app.get('/*', async (request, reply) => {
    const path = pathOf(request)
    if (path === undefined || programs.test(path)) return reply.callNotFound()
    if (await isFile(join(folder, path))) return sendFile(reply, folder, path)
    if (path.startsWith('/assets/') || !wantsPage(request)) return reply.callNotFound()
    if (await isFile(join(folder, 'index.html'))) return sendFile(reply, folder, '/index.html')
    return reply.code(503).header('retry-after', '5').type('text/html; charset=utf-8').send(notBuilt)
  })
}

/** The path without `..` and escapes; undefined where it can't be read or names a hidden file. */
function pathOf(request: FastifyRequest): string | undefined {
  try {
    const path = normalize(decodeURIComponent(request.url.split('?')[0] ?? '/'))
    return /\0|(^|\/)\./.test(path) ? undefined : path
  } catch {
    return undefined
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}

const wantsPage = ({ headers: { accept = '*/*' } }: FastifyRequest): boolean =>
  accept.includes('text/html') || accept.includes('*/*')

/** Names under /assets carry a hash of the content, so that a browser may keep them for ever. */
function sendFile(reply: FastifyReply, folder: string, path: string): FastifyReply {
  const hashed = path.startsWith('/assets/')
  return reply
    .header('cross-origin-resource-policy', 'same-origin')
    .header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    .sendFile(path, folder, { cacheControl: false })
}

const notBuilt = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Throughline</title>
<body style="font: 16px/1.5 system-ui; max-width: 40em; margin: 15vh auto; padding: 0 1em">
<h1>The dashboard is not built yet</h1>
<p>The server runs and takes events. To build the dashboard, run <code>npm run build</code>, or start with
<code>npm start</code>, which does it when it is needed; then reload this page.</p>
</body>
</html>
`
