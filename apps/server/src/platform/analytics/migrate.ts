import { type Static, Type } from 'typebox'
import { type MigrationFile, migrationFiles } from '../migration-files.ts'
import type { Analytics } from './analytics.ts'
import { quoted } from './parameter-text.ts'
import { Sql, sql, text } from './sql.ts'

/** What differs between one embedded engine and a cluster, filled into the one set of migration files. */
export interface MigrationTarget {
  /** ` ON CLUSTER name`, or nothing. */
  readonly onCluster: string
  /** `Replicated`, put before an engine's name, or nothing. */
  readonly replicated: string
  /** `USER … PASSWORD … `, whom a dictionary reads as, or nothing for the engine's own default. */
  readonly dictionaryUser: string
  /** Put before a table's name in the query of a dictionary, which knows no current database, or nothing. */
  readonly inDatabase: string
}

export const embeddedTarget: MigrationTarget = {
  onCluster: '',
  replicated: '',
  dictionaryUser: '',
  inDatabase: '',
}

/** A single ClickHouse server. @param url with the user and the database, as the client takes them */
export function serverTarget(url: string): MigrationTarget {
  const { username, password, pathname } = new URL(url)
  const database = pathname.slice(1)
  const [user, secret] = [username, password].map((part) => quoted(decodeURIComponent(part)))
  return {
    ...embeddedTarget,
    dictionaryUser: username ? `USER ${user} PASSWORD ${secret} ` : '',
    // A name between backticks, in a query between quotes.
    inDatabase: database ? quoted(`\`${database.replace(/[\\`]/g, '\\$&')}\`.`).slice(1, -1) : '',
  }
}

const tags = { name: 'migrate' }
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
  const run = (statement: string) => analytics.command(statementOf(statement, target), tags, 'background')
  await run(
    'CREATE TABLE IF NOT EXISTS schema_migrations {{on_cluster}} (id String, applied_at DateTime DEFAULT now()) ENGINE = {{replicated}}MergeTree ORDER BY id',
  )
  const applied: Static<typeof Applied>[] = await analytics.query(
    sql`SELECT id FROM schema_migrations`,
    Applied,
    tags,
  )
  const known = new Set(applied.map(({ id }) => id))
  for (const file of files.filter(({ id }) => !known.has(id))) {
    for (const statement of statementsOf(file.sql)) await run(statement)
    await analytics.command(sql`INSERT INTO schema_migrations (id) SELECT ${text(file.id)}`, tags)
  }
}

/** A migration file's statements: each ends with a semicolon at the end of a line. */
const statementsOf = (file: string): string[] =>
  file
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter(Boolean)

/** Migration text is ours, not a user's, and is the one text that may become SQL as it stands. */
function statementOf(statement: string, target: MigrationTarget): Sql {
  const filled = statement
    .replaceAll('{{on_cluster}}', () => target.onCluster)
    .replaceAll('{{replicated}}', () => target.replicated)
    .replaceAll('{{dictionary_user}}', () => target.dictionaryUser)
    .replaceAll('{{in_database}}', () => target.inDatabase)
  return new Sql([filled], [])
}
