import { answerQuestions } from '../child-questions.ts'
import { type PreparedBatch, prepareBatches, stampRound } from './batch-pool.ts'
import { HttpConnection } from './http-connection.ts'
import type { LoadOrder, LoadOutcome } from './load-orders.ts'

/** The load generator: a process of its own, so that the server's event loop is not its own client. */
let pool: readonly PreparedBatch[] = []
let sent = 0

answerQuestions(obey)

async function obey(order: LoadOrder): Promise<LoadOutcome> {
  if (order.kind === 'prepare') {
    pool = prepareBatches(order.batches, order.name)
    return { acknowledged: 0, refused: 0, seconds: 0, latencies: [] }
  }
  const connections = await Promise.all(
    Array.from({ length: order.connections }, () => HttpConnection.open(order.port)),
  )
  const tally = new Tally()
  const start = performance.now()
  const end = start + order.seconds * 1000
  const deliver = (connection: HttpConnection, due: number) => send(connection, order.writeKey, due, tally)
  if (order.kind === 'flood') {
    await Promise.all(
      connections.map(async (connection) => {
        while (performance.now() < end) await deliver(connection, performance.now())
      }),
    )
  } else {
    await pace(connections, order.eventsPerSecond, start, end, deliver)
  }
  const seconds = (performance.now() - start) / 1000
  for (const connection of connections) connection.close()
  return { ...tally, seconds }
}

/** Hands each batch that is due to a free connection, or lets it wait for one. */
async function pace(
  connections: readonly HttpConnection[],
  eventsPerSecond: number,
  start: number,
  end: number,
  deliver: (connection: HttpConnection, due: number) => Promise<void>,
): Promise<void> {
  const interval = 1000 / (eventsPerSecond / (pool[0]?.events ?? 1))
  let next = start
  const takeDue = async (): Promise<number | undefined> => {
    const due = next
    next += interval
    if (due >= end) return undefined
    const early = due - performance.now()
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early))
    return due
  }
  await Promise.all(
    connections.map(async (connection) => {
      for (let due = await takeDue(); due !== undefined; due = await takeDue()) await deliver(connection, due)
    }),
  )
}

class Tally {
  acknowledged = 0
  refused = 0
  readonly latencies: number[] = []
}

async function send(connection: HttpConnection, writeKey: string, due: number, tally: Tally): Promise<void> {
  const batch = pool[sent % pool.length]
  if (!batch) throw new Error('The load generator was given no batches.')
  stampRound(batch, Math.floor(sent++ / pool.length))
  const head = `POST /v1/batch HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Basic ${Buffer.from(`${writeKey}:`).toString('base64')}\r\ncontent-type: application/json\r\ncontent-length: ${batch.bytes.length}\r\n\r\n`
  // A copy: the body may come round again while the socket still holds it.
  const status = await connection.send([Buffer.from(head, 'latin1'), Buffer.from(batch.bytes)])
  tally.latencies.push(performance.now() - due)
  if (status === 200) tally.acknowledged += batch.events
  else tally.refused += batch.events
}
