import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { tone } from './tone.ts'

const sdk = new URL('../../../packages/browser/dist/', import.meta.url).pathname

/** A message as the SDK sends it. */
export interface SentEvent {
  readonly type: string
  readonly event?: string
  readonly messageId: string
  readonly properties: Readonly<Record<string, unknown>>
}

export interface SignalPages {
  readonly url: string
  /** All that has arrived, each message once. */
  events(): readonly SentEvent[]
  close(): void
}

/** A site of small pages, the SDK in each, and the collector that its events come to. */
export async function serveSignalPages(): Promise<SignalPages> {
  const arrived = new Map<string, SentEvent>()
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site')
    const name = basename(pathname)
    const body = await bodyOf(request)
    // The page ended in the middle of it.
    if (!request.complete) return
    if (searchParams.has('ms')) await sleep(Number(searchParams.get('ms')))
    if (pathname === '/v1/batch') {
      for (const event of batchOf(body)) arrived.set(event.messageId, event)
      send(response, 200, 'application/json', '{"success":true}')
    } else if (pathname === '/sdk.js' || pathname.startsWith('/sdk/'))
      send(response, 200, 'text/javascript', await readFile(`${sdk}/${name}`).catch(() => ''))
    else if (name === 'tone.wav')
      send(response, 200, 'audio/wav', tone(Number(searchParams.get('seconds') ?? 2)))
    else if (pathname.startsWith('/api/')) send(response, Number(name), 'application/json', '{}')
    else send(response, 200, 'text/html; charset=utf-8', await pageOf(name || 'home'))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', () => listening()))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    events: () => [...arrived.values()],
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** What there is of it: requests that the page stops end early. */
function bodyOf(request: IncomingMessage): Promise<Buffer> {
  return new Promise((read) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('close', () => read(Buffer.concat(chunks)))
    request.on('end', () => read(Buffer.concat(chunks)))
    request.on('error', () => read(Buffer.concat(chunks)))
  })
}

function batchOf(body: Buffer): SentEvent[] {
  const isPacked = body[0] === 0x1f
  return (JSON.parse(String(isPacked ? gunzipSync(body) : body)) as { batch: SentEvent[] }).batch
}

/** `stepper` is stepper.html in this folder, the SDK where it says `<!--sdk-->` or first; any other name is a heading. */
async function pageOf(name: string): Promise<string> {
  const content = await readFile(new URL(`${name}.html`, import.meta.url), 'utf8').catch(
    () => `<h1>${name}</h1>`,
  )
  const script = '<script src="/sdk.js" data-write-key="e2e-write-key"></script>'
  const head = `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${name}</title><link rel="icon" href="data:,">`
  return content.includes('<!--sdk-->')
    ? head + content.replace('<!--sdk-->', script)
    : head + script + content
}

function send(response: ServerResponse, status: number, type: string, content: string | Buffer): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(content)
}
