import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** A real server on a free port of this machine that can be down for a while. */
export interface TestReceiver<T> {
  readonly port: number
  readonly received: readonly T[]
  stop(): Promise<void>
  /** Listens again, on the same port. */
  start(): Promise<void>
}

export interface ReceivedCall {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: unknown
}

/** An HTTP server that keeps what is posted. `status` is what it answers. */
export async function startWebhookReceiver(
  answer: { status: number; location?: string } = { status: 204 },
): Promise<TestReceiver<ReceivedCall> & { answer: { status: number; location?: string } }> {
  const received: ReceivedCall[] = []
  const receiver = { answer }
  let port = 0
  let server: Server | undefined
  const start = async () => {
    const made = createServer((request, response) => {
      let text = ''
      request.on('data', (chunk) => {
        text += chunk
      })
      request.on('end', () => {
        received.push({ path: request.url ?? '', headers: request.headers, body: JSON.parse(text || 'null') })
        const { status, location } = receiver.answer
        response.writeHead(status, { connection: 'close', ...(location && { location }) }).end()
      })
    })
    await new Promise<void>((resolve) => made.listen(port, '127.0.0.1', resolve))
    port = (made.address() as AddressInfo).port
    server = made
  }
  await start()
  return Object.assign(receiver, {
    port,
    received,
    start,
    stop: () => new Promise<void>((resolve) => server?.close(() => resolve())),
  })
}

export interface ReceivedMail {
  readonly from: string
  readonly to: readonly string[]
  /** As it came: headers and text. */
  readonly content: string
}

/** An SMTP server that wants TLS, with a certificate of its own making, and this login, and keeps what it is given. */
export async function startMailReceiver(login: {
  readonly user: string
  readonly password: string
}): Promise<TestReceiver<ReceivedMail>> {
  const received: ReceivedMail[] = []
  let port = 0
  let server: SMTPServer | undefined
  const start = async () => {
    const made = new SMTPServer({
      authOptional: false,
      onAuth: ({ username, password }, _session, done) => {
        const known = username === login.user && password === login.password
        done(known ? null : new Error('Unknown login'), known ? { user: username } : undefined)
      },
      onData(stream, { envelope }, done) {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => {
          received.push({
            from: envelope.mailFrom ? envelope.mailFrom.address : '',
            to: envelope.rcptTo.map(({ address }) => address),
            content: Buffer.concat(chunks).toString('utf8'),
          })
          done()
        })
      },
    })
    // A client that is cut off is no failure of the test.
    made.on('error', () => {})
    await new Promise<void>((resolve) => made.listen(port, '127.0.0.1', resolve))
    port = (made.server.address() as AddressInfo).port
    server = made
  }
  await start()
  return {
    port,
    received,
    start,
    stop: () => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve())),
  }
}
