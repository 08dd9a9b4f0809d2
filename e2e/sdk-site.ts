import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

/** A site on an origin of its own that has the SDK of a server on its pages. */
export interface SdkSite {
  readonly origin: string
  /** A way to the server that can be shut: `data-host` of pages that shall lose it. */
  readonly gate: string
  openGate(isOpen: boolean): void
  close(): Promise<void>
}

export interface SdkSiteSettings {
  /** Where the SDK comes from. */
  readonly server: string
  readonly writeKey: string
}

const folder = fileURLToPath(new URL('pages/browser-sdk/', import.meta.url))

/**
 * Serves `pages/browser-sdk/<name>.html` at `/<name>` and at every path below it. Parameters of the address that start
 * with `data-` become attributes of the script tag: `/plain/products?data-consent=required`.
 */
export async function startSdkSite({ server, writeKey }: SdkSiteSettings): Promise<SdkSite> {
  let isOpen = true
  const policies = policiesFor(server)
  const site = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site')
    if (pathname.startsWith('/gate/')) {
      if (!isOpen) request.socket.destroy()
      else
        await forward(request, `${server}${pathname.slice('/gate'.length)}`).then((status) =>
          response.writeHead(status).end(),
        )
      return
    }
    const name = /^\/([a-z-]+)/.exec(pathname)?.[1] ?? 'plain'
    const html = await readFile(`${folder}${name}.html`, 'utf8').catch(() => undefined)
    if (html === undefined) {
      response.writeHead(404).end()
      return
    }
    const attributes = {
      'data-write-key': writeKey,
      'data-vitals': 'off',
      'data-signals': 'off',
      ...(name === 'nonce-csp' && { nonce }),
    }
    for (const [key, value] of searchParams)
      if (key.startsWith('data-')) Object.assign(attributes, { [key]: value })
    const written = Object.entries(attributes).map(([key, value]) => `${key}="${value}"`)
    response
      .writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        ...(policies[name] && { 'content-security-policy': policies[name] }),
      })
      .end(
        html.replace(
          'SDK_SCRIPT',
          `<script ${searchParams.has('sync') ? '' : 'async'} src="${server}/sdk.js" ${written.join(' ')}></script>`,
        ),
      )
  })
  const port = await new Promise<number>((listening) => {
    site.listen(0, '127.0.0.1', () => {
      const address = site.address()
      listening(address && typeof address === 'object' ? address.port : 0)
    })
  })
  return {
    origin: `http://127.0.0.1:${port}`,
    gate: `http://127.0.0.1:${port}/gate`,
    openGate: (open) => {
      isOpen = open
    },
    close: () =>
      new Promise((closed) => {
        site.close(() => closed())
        site.closeAllConnections()
      }),
  }
}

/** The Content-Security-Policy of pages that have one. */
const policiesFor = (server: string): Readonly<Record<string, string>> => ({
  'strict-csp': `default-src 'none'; script-src ${server}; connect-src ${server}; require-trusted-types-for 'script'; trusted-types 'none'`,
  'nonce-csp': `default-src 'none'; img-src data:; script-src 'nonce-${nonce}'; connect-src ${server}`,
  // The modules have addresses of their own, so this shuts them out.
  'one-script-csp': `default-src 'none'; img-src data:; script-src ${server}/sdk.js; connect-src ${server}`,
})

const nonce = 'bm90LWEtc2VjcmV0'

async function forward(request: IncomingMessage, url: string): Promise<number> {
  const { status } = await fetch(url, { method: 'POST', body: await text(request) })
  return status
}
