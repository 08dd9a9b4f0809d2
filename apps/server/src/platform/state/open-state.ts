import { Kysely, PostgresDialect } from 'kysely'
import { migrateState } from './migrate.ts'
import { openPglitePool } from './pglite.ts'
import { postgresPool } from './postgres-pool.ts'
import type { State } from './state.ts'

export type StateLocation =
  | { readonly kind: 'embedded'; readonly dataDir: string }
  | { readonly kind: 'postgres'; readonly url: string }

/** Opens the state store, embedded or a PostgreSQL server, and brings its schema up to date. */
export async function openState(location: StateLocation): Promise<State> {
  const pool =
    location.kind === 'embedded' ? await openPglitePool(location.dataDir) : postgresPool(location.url)
  const state: State = new Kysely({ dialect: new PostgresDialect({ pool }) })
  await migrateState(state)
  return state
}
