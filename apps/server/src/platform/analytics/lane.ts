import type { Connection } from './connection.ts'

/**
 * The connections of one lane. Statements wait here, in JavaScript, until a connection is free: inside the engine each
 * would hold a thread of Node's pool while it waits, and a page with ten reports would then stop ingestion.
 */
export class LanePool {
  readonly #connections: readonly Connection[]
  readonly #free: Connection[]
  readonly #waiting: ((connection: Connection) => void)[] = []

  constructor(connections: readonly Connection[]) {
    this.#connections = connections
    this.#free = [...connections]
  }

  /** Runs `work` with a connection that is its alone meanwhile. First come, first served. */
  async use<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = await this.#take()
    try {
      return await work(connection)
    } finally {
      const next = this.#waiting.shift()
      if (next) next(connection)
      else this.#free.push(connection)
    }
  }

  /** Closes each connection after what runs on it. */
  async close(): Promise<void> {
    await Promise.all(this.#connections.map(() => this.#take()))
    await Promise.all(this.#connections.map((connection) => connection.close()))
  }

  #take(): Promise<Connection> {
    const free = this.#free.pop()
    return free ? Promise.resolve(free) : new Promise((resolve) => this.#waiting.push(resolve))
  }
}
