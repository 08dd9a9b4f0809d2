import pg from 'pg'

/**
 * Connections to a PostgreSQL server. One that breaks, because the server was restarted or the network failed, fails the
 * query that it is at, if any, and is replaced by the next query.
 */
export function postgresPool(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url })
  // The driver also tells of it by an event, and an event of an error that nobody hears ends the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}
