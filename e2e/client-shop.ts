import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folders of Segment's browser client as published, by the name under which the shop serves them. */
const clients = {
  current: umdFolder(import.meta.resolve('@segment/analytics-next/package.json')),
  '1.55': umdFolder(import.meta.resolve('analytics-next-155/package.json')),
} as const

export type ClientVersion = keyof typeof clients

export interface ClientShop {
  /** The address of a page that loads the client; it answers to any path. */
  page(version: ClientVersion, path?: string): string
  close(): Promise<void>
}

/** A shop on an origin of its own, as sites are that send events here: one page, and the client's own files. */
export async function startClientShop(): Promise<ClientShop> {
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://shop')
    const script = /^\/client\/([^/]+)\/([^/]+\.js)$/.exec(pathname)
    const folder = script && clients[script[1] as ClientVersion]
    if (folder) {
      const content = await readFile(join(folder, basename(script[2] ?? ''))).catch(() => undefined)
      response.writeHead(content ? 200 : 404, { 'content-type': 'text/javascript' }).end(content)
      return
    }
    const version = searchParams.get('client') ?? 'current'
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end(
        `<!doctype html><title>Shop</title><link rel="icon" href="data:,"><script src="/client/${version}/index.js"></script>`,
      )
  })
  const port = await listen(server)
  return {
    page: (version, path = '/') => `http://127.0.0.1:${port}${path}?client=${version}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

function umdFolder(manifest: string): string {
  return join(dirname(fileURLToPath(manifest)), 'dist/umd')
}

function listen(server: Server): Promise<number> {
  return new Promise((listening) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      listening(address && typeof address === 'object' ? address.port : 0)
    })
  })
}
