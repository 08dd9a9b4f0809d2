import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface MigrationFile {
  /** `0001-name`, the order and the identity of a migration. */
  readonly id: string
  readonly sql: string
}

const folder = join(import.meta.dirname, '../../migrations')

/** The migrations of a store, in order. A gap or a doubled number is refused, since two branches would then disagree. */
export function migrationFiles(store: 'state' | 'analytics'): MigrationFile[] {
  const files = readdirSync(join(folder, store))
    .filter((name) => name.endsWith('.sql'))
    .sort()
  return files.map((name, index) => {
    if (!name.startsWith(`${String(index + 1).padStart(4, '0')}-`)) {
      throw new Error(`Migration ${store}/${name} is out of order: expected number ${index + 1}.`)
    }
    return { id: name.slice(0, -'.sql'.length), sql: readFileSync(join(folder, store, name), 'utf8') }
  })
}
