import { type Static, Type } from 'typebox'
import { type MigrationFile, migrationFiles } from '../migration-files.ts'
import type { Analytics } from './analytics.ts'
import { Sql, sql, text } from './sql.ts'

/** What differs between one embedded engine and a cluster, filled into the one set of migration files. */
export interface MigrationTarget {
  /** ` ON CLUSTER name`, or nothing. */
  readonly onCluster: string
  /** `Replicated`, put before an engine's name, or nothing. */
  readonly replicated: string
}

export const embeddedTarget: MigrationTarget = { onCluster: '', replicated: '' }

const Applied = Type.Object({ id: Type.String() })

/**
 * Applies the migrations that are missing. ClickHouse has no transactions over DDL, so every statement is written to be
 * repeated (IF NOT EXISTS), and a migration counts as applied after its last one.
 */
export async function migrateAnalytics(
  analytics: Analytics,
  target: MigrationTarget,
  files: readonly MigrationFile[] = migrationFiles('analytics'),
): Promise<void> {
  const run = (statement: string) => analytics.command(statementOf(statement, target), { name: 'migrate' })
  await run(
    'CREATE TABLE IF NOT EXISTS schema_migrations {{on_cluster}} (id String, applied_at DateTime DEFAULT now()) ENGINE = {{replicated}}MergeTree ORDER BY id',
  )
  const applied: Static<typeof Applied>[] = await analytics.query(
    sql`SELECT id FROM schema_migrations`,
    Applied,
    { name: 'migrate' },
  )
  const known = new Set(applied.map(({ id }) => id))
  for (const file of files.filter(({ id }) => !known.has(id))) {
    for (const statement of statementsOf(file.sql)) await run(statement)
    await analytics.command(sql`INSERT INTO schema_migrations (id) SELECT ${text(file.id)}`, {
      name: 'migrate',
    })
  }
}

/** A migration file's statements: each ends with a semicolon at the end of a line. */
const statementsOf = (file: string): string[] =>
  file
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter(Boolean)

/** Migration text is ours, not a user's, and is the one text that may become SQL as it stands. */
function statementOf(statement: string, { onCluster, replicated }: MigrationTarget): Sql {
  return new Sql(
    [statement.replaceAll('{{on_cluster}}', onCluster).replaceAll('{{replicated}}', replicated)],
    [],
  )
}
