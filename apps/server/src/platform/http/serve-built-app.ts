import { readFile, stat } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** What Vite made of a workspace: files, and a shell whose pages are routes of the browser. */
export interface BuiltApp {
  /** Where it is served: `/`, or a path that ends in a slash. */
  readonly base: string
  /** Where the build lies; looked at for each request, so that a build needs no restart. */
  readonly folder: string
  /** Paths below the base that programs call: a wrong one must answer a problem, never a page. */
  readonly programs: RegExp
  /** What the page that stands in for a missing build calls it. */
  readonly title: string
  /** What is sent of the shell; without it, the shell as it was built. */
  readonly shell?: (html: string) => string
}

/** Serves a built app: its files, and its shell for every other path that a browser asks a page of. */
export function serveBuiltApp(app: FastifyInstance, built: BuiltApp): void {
  const { base, folder, programs, title, shell } = built
  app.register(async (scope) => {
    // Its own root must exist, and the build may come later.
    scope.register(fastifyStatic, { root: dirname(dirname(folder)), serve: false })

    scope.get(`${base}*`, async (request, reply) => {
      const path = pathOf(request)
      if (!path?.startsWith(base)) return reply.callNotFound()
      const file = path.slice(base.length - 1)
      if (file !== '/' && file !== '/index.html' && (await isFile(join(folder, file))))
        return sendFile(reply, folder, file)
      if (file.startsWith('/assets/') || programs.test(path) || !wantsPage(request))
        return reply.callNotFound()
      if (!(await isFile(join(folder, 'index.html'))))
        return reply
          .code(503)
          .header('retry-after', '5')
          .type('text/html; charset=utf-8')
          .send(notBuilt(title))
      if (!shell) return sendFile(reply, folder, '/index.html')
      return withHeaders(reply, false)
        .type('text/html; charset=utf-8')
        .send(shell(await readFile(join(folder, 'index.html'), 'utf8')))
    })
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

const sendFile = (reply: FastifyReply, folder: string, path: string): FastifyReply =>
  withHeaders(reply, path.startsWith('/assets/')).sendFile(path, folder, { cacheControl: false })

/** Names under /assets carry a hash of the content, so that a browser may keep them for ever. */
const withHeaders = (reply: FastifyReply, hashed: boolean): FastifyReply =>
  reply
    .header('cross-origin-resource-policy', 'same-origin')
    .header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')

const notBuilt = (title: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Throughline</title>
<body style="font: 16px/1.5 system-ui; max-width: 40em; margin: 15vh auto; padding: 0 1em">
<h1>${title} is not built yet</h1>
<p>The server runs and takes events. To build what browsers show, run <code>npm run build</code>, or start with
<code>npm start</code>, which does it when it is needed; then reload this page.</p>
</body>
</html>
`
