import { createServer } from 'node:http'
import type { RunningServer } from './start-server.ts'
import { credentials } from './start-server.ts'

export interface ReplaySite {
  /** The address of a page. */
  page(path: string): string
  close(): Promise<void>
}

/** How a page is made; `<script …>` of the SDK stands before it in the head. */
export interface SitePage {
  readonly html: string
  /** Further attributes of the script tag, such as `data-replay="friction"`. */
  readonly attributes?: string
}

/** A site on an origin of its own, with the SDK of a server in its pages. */
export async function startReplaySite(
  server: RunningServer,
  pages: Readonly<Record<string, SitePage>>,
): Promise<ReplaySite> {
  const site = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site')
    if (pathname === '/api/fail') {
      response.writeHead(500).end('{}')
      return
    }
    const page = pages[pathname]
    const head = `<!doctype html><html lang="en"><head><title>Page ${pathname}</title><link rel="icon" href="data:,">
      <script async src="${server.url}/sdk.js" data-write-key="${credentials.writeKey}" ${page?.attributes ?? 'data-replay="1"'}></script></head>`
    response
      .writeHead(page ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' })
      .end(page ? `${head}<body>${page.html}</body></html>` : 'Not found')
  })
  const port = await new Promise<number>((listening) => {
    site.listen(0, '127.0.0.1', () => {
      const address = site.address()
      listening(address && typeof address === 'object' ? address.port : 0)
    })
  })
  return {
    page: (path) => `http://127.0.0.1:${port}${path}`,
    close: () =>
      new Promise((closed) => {
        site.close(() => closed())
        site.closeAllConnections()
      }),
  }
}
