import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Datafile } from '@throughline/evaluator/datafile'

/** The endpoints of Throughline that providers use, over a real socket. */
export interface FlagServer {
  readonly host: string
  /** Requests for the datafile so far, by status. */
  readonly asked: number[]
  readonly headers: IncomingMessage['headers'][]
  /** Messages of `POST /v1/batch`. */
  readonly messages: Record<string, unknown>[]
  /** Puts other flags in place and tells who listens. */
  change(datafile: Datafile): void
  /** Answers everything with this status from now on; undefined: as it should be. */
  fail(status: number | undefined): void
  close(): Promise<void>
}

export async function startFlagServer(first: Datafile): Promise<FlagServer> {
  let datafile = first
  let failing: number | undefined
  const listeners = new Set<ServerResponse>()
  const asked: number[] = []
  const headers: IncomingMessage['headers'][] = []
  const messages: Record<string, unknown>[] = []

  const server = createServer((request, response) => {
    if (request.url === '/api/v1/flags/datafile') return answerDatafile(request, response)
    if (request.url === '/api/v1/flags/events') return answerEvents(response)
    if (request.url === '/v1/batch') return void answerBatch(request, response)
    response.writeHead(404).end()
  })

  function answerDatafile(request: IncomingMessage, response: ServerResponse): void {
    headers.push(request.headers)
    const etag = `"${datafile.revision}"`
    const status = failing ?? (request.headers['if-none-match'] === etag ? 304 : 200)
    asked.push(status)
    response.writeHead(status, { etag, 'content-type': 'application/json' })
    response.end(status === 200 ? JSON.stringify(datafile) : undefined)
  }

  function answerEvents(response: ServerResponse): void {
    response.writeHead(failing ?? 200, { 'content-type': 'text/event-stream' })
    if (failing) return void response.end()
    response.write(`retry: 2000\n\n:\n\n${changed(datafile)}`)
    listeners.add(response)
    response.on('close', () => listeners.delete(response))
  }

  async function answerBatch(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    if (!failing) messages.push(...JSON.parse(Buffer.concat(parts).toString('utf8')).batch)
    response.writeHead(failing ?? 200).end('{}')
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    host: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    headers,
    messages,
    change(other) {
      datafile = other
      for (const listener of listeners) listener.write(changed(other))
    },
    fail(status) {
      failing = status
    },
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      return closed
    },
  }
}

const changed = ({ revision }: Datafile): string =>
  `id: ${revision}\nevent: changed\ndata: ${JSON.stringify({ revision })}\n\n`
