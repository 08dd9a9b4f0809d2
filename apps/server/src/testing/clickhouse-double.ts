import { mkdir, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { openChdbConnection } from '../platform/analytics/chdb.ts'
import type { Connection, ResultFormat } from '../platform/analytics/connection.ts'
import { quoted } from '../platform/analytics/parameter-text.ts'
import { type Asked, RefusedRequest, readRequest } from './clickhouse-request.ts'

/** A query that the double holds back. */
interface Held {
  /** It has come in. */
  readonly arrived: Promise<void>
  /** Writes a header as a server does that is at work. */
  signOfLife(): void
  /** Runs it now. */
  release(): void
}

export interface ClickHouseDouble {
  readonly url: string
  /** Holds back the next query whose text has this in it. */
  hold(text: string): Held
  /** Ends the server and its engine. */
  close(): Promise<void>
}

/**
 * The part of ClickHouse's HTTP interface that our client speaks, in front of the embedded engine: what the client sends is
 * read by the engine that a ClickHouse server has. Not at hand are the server's users, its limits of memory and its cluster.
 *
 * @param folder for the engine; no other process and nothing else in this one may have it open
 */
export async function startClickHouseDouble(folder: string): Promise<ClickHouseDouble> {
  const engine = join(folder, 'engine')
  const inbox = join(folder, 'inbox')
  await mkdir(inbox, { recursive: true })
  const connections = new Map<string, Connection[]>()
  const opened: Connection[] = []
  const holds: Hold[] = []
  let files = 0

  /** A server has no state between requests, and a setting of one must not stay for the next: a connection for each set of them. */
  const withConnection = async <T>(
    { database, settings }: Asked,
    work: (connection: Connection) => Promise<T>,
  ) => {
    const key = JSON.stringify([database, settings])
    const free = connections.get(key) ?? []
    connections.set(key, free)
    const connection = free.pop() ?? (await open(database, settings))
    try {
      return await work(connection)
    } finally {
      free.push(connection)
    }
  }

  const open = async (database: string | undefined, settings: Readonly<Record<string, string>>) => {
    const connection = await openChdbConnection(engine, settings)
    opened.push(connection)
    if (database !== undefined) await connection.run(`USE ${database}`, {}, 'Null')
    return connection
  }

  const run = (asked: Asked): Promise<Buffer> =>
    withConnection(asked, async (connection) => {
      if (asked.rows !== undefined) return insert(connection, asked.query, asked.rows)
      const params = Object.entries(asked.params).map(([name, text]) => `param_${name} = ${quoted(text)}`)
      const statement = `SET ${params.join(', ')}`
      const bytes = Buffer.byteLength(statement) * 2
      if (params.length > 0) {
        // A server takes parameters from the request as they are; here they come as a statement, which may be too long.
        await connection.run(`SET max_query_size = ${Math.max(bytes, 262_144)}`, {}, 'Null')
        await connection.run(`${statement}, max_query_size = 262144`, {}, 'Null')
      }
      return connection.run(asked.query, {}, asked.format as ResultFormat)
    })

  const insert = async (connection: Connection, query: string, rows: Buffer): Promise<Buffer> => {
    const file = join(inbox, String(files++))
    await writeFile(file, rows)
    try {
      return await connection.run(
        query.replace(/ FORMAT (\w+)\s*$/, ` FROM INFILE ${quoted(file)} FORMAT $1`),
        {},
        'Null',
      )
    } finally {
      await rm(file)
    }
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(request)
    if (request.url === '/ping') {
      response.end('Ok.\n')
      return
    }
    let asked: Asked | undefined
    let held: Hold | undefined
    try {
      const read = readRequest(request, body)
      asked = read
      const index = holds.findIndex(({ text }) => read.query.includes(text))
      if (index >= 0) {
        held = holds.splice(index, 1)[0]
        await held?.wait(response)
      }
      const result = await run(read)
      if (held?.begun) held.end('', result)
      else response.end(result)
    } catch (error) {
      const { code, message } = exceptionOf(error)
      const text = `${message} (version 26.7.2.1)\n`
      const header = { 'X-ClickHouse-Exception-Code': String(code) }
      if (held?.begun) held.end(`X-ClickHouse-Exception-Code: ${code}\r\n`, Buffer.from(text))
      // A server that did not wait has begun to answer, as if all were well.
      else if (asked?.waits === false) response.end(text)
      else response.writeHead(statusOf(code), header).end(text)
    }
  }

  const server = createServer({ maxHeaderSize: 2 ** 21 }, (request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}`,
    hold(text) {
      const hold = new Hold(text)
      holds.push(hold)
      return hold
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await Promise.all(opened.map((connection) => connection.close()))
    },
  }
}

class Hold implements Held {
  readonly text: string
  readonly arrived: Promise<void>
  /** Whether a part of the answer is on its way. */
  begun = false
  readonly #released: Promise<void>
  #arrive = () => {}
  #response: ServerResponse | undefined
  release = () => {}

  constructor(text: string) {
    this.text = text
    this.arrived = new Promise((resolve) => {
      this.#arrive = resolve
    })
    this.#released = new Promise((resolve) => {
      this.release = resolve
    })
  }

  async wait(response: ServerResponse): Promise<void> {
    this.#response = response
    this.#arrive()
    await this.#released
  }

  signOfLife(): void {
    // Node has no way to send headers one by one.
    if (!this.begun) this.#response?.socket?.write('HTTP/1.1 200 OK\r\nConnection: close\r\n')
    this.begun = true
    this.#response?.socket?.write('X-ClickHouse-Progress: {"read_rows":"1"}\r\n')
  }

  /** Ends an answer that was begun by hand. */
  end(headers: string, body: Buffer): void {
    const socket = this.#response?.socket
    socket?.write(`${headers}Content-Length: ${body.length}\r\n\r\n`)
    socket?.end(body)
  }
}

interface Exception {
  readonly code: number
  readonly message: string
}

function exceptionOf(error: unknown): Exception {
  if (error instanceof RefusedRequest) return error
  const message = error instanceof Error ? error.message : String(error)
  const code = Number(/^Code: (\d+)/.exec(message)?.[1] ?? 1002)
  return { code, message }
}

/** As ClickHouse maps its errors, of which these are the ones that differ from the rest. */
function statusOf(code: number): number {
  const [badRequest, notFound, tooLong] = [[6, 27, 36, 47, 53, 62], [46, 60, 81, 115], [159]]
  if (badRequest?.includes(code)) return 400
  if (notFound?.includes(code)) return 404
  return tooLong?.includes(code) ? 408 : 500
}
