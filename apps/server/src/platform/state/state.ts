import type { Kysely } from 'kysely'

/**
 * The state store. Each feature types only its own tables: `state.withTables<SegmentTables>()`, so that no hub of all
 * tables ties the features together.
 */
export type State = Kysely<Record<never, never>>
