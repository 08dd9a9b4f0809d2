import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { browserPages, type PageName } from './browser-pages.ts'

const built = join(import.meta.dirname, '../../packages/browser/dist')

/** How a page has the SDK: not at all, without replay, or recording everything. */
export const arms = ['none', 'sdk', 'replay'] as const
export type Arm = (typeof arms)[number]

/** A site with the SDK in it, and the server that the SDK sends to: it only counts. */
export interface SdkSite extends AsyncDisposable {
  address(page: PageName, arm: Arm): string
  /** What has come to a path of collection so far, as text. */
  received(path: '/v1/batch' | '/v1/replay'): readonly string[]
}

/** @throws Error where the SDK is not built */
export async function startSdkSite(): Promise<SdkSite> {
  const scripts = await readScripts()
  const bodies = new Map<string, string[]>()
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site')
    if (request.method === 'POST') {
      const body = await bodyOf(request)
      bodies.set(pathname, [...(bodies.get(pathname) ?? []), body])
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"success":true}')
      return
    }
    const page = browserPages[pathname.slice(1) as PageName]
    if (page) {
      response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        .end(page(tagOf(searchParams.get('arm') as Arm)))
      return
    }
    if (pathname === '/data') {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"items":[1,2,3]}')
      return
    }
    const script = scripts.get(pathname.replace(/^\/(sdk\/)?/, ''))
    response.writeHead(script ? 200 : 404, { 'content-type': 'text/javascript' }).end(script)
  })
  const port = await listen(server)
  return {
    address: (page, arm) => `http://127.0.0.1:${port}/${page}?arm=${arm}`,
    received: (path) => bodies.get(path) ?? [],
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

/** Once: a build that begins meanwhile must not change what is measured. */
async function readScripts(): Promise<ReadonlyMap<string, Buffer>> {
  const names = ['sdk.js', 'signals.js', 'vitals.js', 'replay.js']
  const read = names.map(async (name): Promise<[string, Buffer]> => [name, await readFile(join(built, name))])
  return new Map(
    await Promise.all(read).catch(() => {
      throw new Error('The browser SDK is not built. Run `npm run build` first.')
    }),
  )
}

const tagOf = (arm: Arm): string =>
  arm === 'none'
    ? ''
    : `<script async src="/sdk.js" data-write-key="key"${arm === 'replay' ? ' data-replay="1"' : ''}></script>`

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString()
}

const listen = (server: Server): Promise<number> =>
  new Promise((listening) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      listening(address && typeof address === 'object' ? address.port : 0)
    })
  })
