import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { Pool } from 'pg'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { postgresPool } from './postgres-pool.ts'

/** What PostgreSQL says to who needs no password: authentication is done, and a query may come. */
const welcome = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49])

const server = createServer()
let pool: Pool
let connections: Socket[]

beforeEach(async () => {
  connections = []
  server.removeAllListeners('connection').on('connection', (socket) => {
    connections.push(socket.once('data', () => socket.write(welcome)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  pool = postgresPool(`postgres://anna@127.0.0.1:${(server.address() as AddressInfo).port}/shop`)
})
afterEach(async () => {
  await pool.end()
  for (const socket of connections) socket.destroy()
  server.close()
})

// An error that nobody hears ends the process: here, the test run.
it('outlives a server that ends idle connections, and opens another', async () => {
  const client = await pool.connect()
  client.release()
  const ended = once(pool, 'remove')
  connections[0]?.destroy()
  await ended

  const next = await pool.connect()
  expect(connections).toHaveLength(2)
  next.release()
})

it('outlives one that ends in the middle of a transaction', async () => {
  const client = await pool.connect()
  const query = client.query('BEGIN')
  connections[0]?.destroy()
  await expect(query).rejects.toThrow()
  client.release(true)
})
