import { createHash } from 'node:crypto'
import { cpSync, existsSync } from 'node:fs'
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrationFiles } from '../platform/migration-files.ts'

/**
 * Puts a migrated, empty state store into `folder`. Making one takes PGlite seconds, so it is made once a machine and
 * copied: one for each version of PGlite and set of migrations, in the system's temporary folder.
 */
export async function copyPreparedState(folder: string): Promise<void> {
  const prepared = join(tmpdir(), `throughline-test-state-${await fingerprint()}`)
  if (!existsSync(prepared)) await prepare(prepared)
  // Its promise walks the thousand files one by one, for ten times the work.
  cpSync(prepared, folder, { recursive: true })
}

async function prepare(place: string): Promise<void> {
  const draft = await mkdtemp(join(tmpdir(), 'throughline-test-draft-'))
  // Only the first has to know the engine.
  const { openState } = await import('../platform/state/open-state.ts')
  const state = await openState({ kind: 'embedded', dataDir: draft })
  await state.destroy()
  try {
    await rename(draft, place)
  } catch (error) {
    // Another test process was quicker; what it made is the same.
    await rm(draft, { recursive: true, force: true })
    if (!existsSync(place)) throw error
  }
}

async function fingerprint(): Promise<string> {
  const engine = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  const hash = createHash('sha256').update(await readFile(engine))
  for (const { id, sql } of migrationFiles('state')) hash.update(`\0${id}\0${sql}`)
  return hash.digest('hex').slice(0, 16)
}
