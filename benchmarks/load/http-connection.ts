import { connect, type Socket } from 'node:net'

const HEADERS_END = Buffer.from('\r\n\r\n')

/**
 * A keep-alive connection that sends requests built beforehand, one at a time. It reads no more of an answer than its
 * status and length, so that the load generator takes little of the machine that it shares with the server.
 */
export class HttpConnection {
  readonly #socket: Socket
  #received: Buffer = Buffer.alloc(0)
  #answer: PromiseWithResolvers<number> | undefined

  /** Resolves when connected. */
  static async open(port: number): Promise<HttpConnection> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
    return new HttpConnection(socket)
  }

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (chunk) => this.#receive(chunk))
    socket.on('error', (error) => this.#answer?.reject(error))
    socket.on('close', () => this.#answer?.reject(new Error('The server closed the connection.')))
  }

  /** @returns the status of the answer */
  send(request: readonly Buffer[]): Promise<number> {
    this.#answer = Promise.withResolvers<number>()
    this.#socket.cork()
    for (const part of request) this.#socket.write(part)
    this.#socket.uncork()
    return this.#answer.promise
  }

  close(): void {
    this.#socket.destroy()
  }

  #receive(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk])
    const headersEnd = this.#received.indexOf(HEADERS_END)
    if (headersEnd < 0) return
    const headers = this.#received.toString('latin1', 0, headersEnd)
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(headers)?.[1] ?? 0)
    if (this.#received.length < headersEnd + HEADERS_END.length + length) return
    this.#received = Buffer.alloc(0)
    this.#answer?.resolve(Number(headers.slice(9, 12)))
  }
}
