import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrationFiles } from '../../apps/server/src/platform/migration-files.ts'
import type { TemporaryDataDir } from '../product/product.ts'

/**
 * A data folder that takes minutes to make: made once a machine and kept in the system's temporary folder. Work on a copy.
 *
 * @param madeBy files that decide what is in it; with the schema they name the folder, so that a change makes another
 * @param make fills a draft, which takes the folder's place when it is done
 */
export async function keptFolder(
  name: string,
  madeBy: readonly string[],
  make: () => Promise<TemporaryDataDir>,
): Promise<string> {
  const hash = createHash('sha256')
  for (const { id, sql } of migrationFiles('analytics')) hash.update(`\0${id}\0${sql}`)
  for (const file of madeBy) hash.update(await readFile(file))
  const place = join(tmpdir(), `throughline-bench-${name}-${hash.digest('hex').slice(0, 12)}`)
  if (existsSync(place)) return place
  await using draft = await make()
  await rename(draft.path, place)
  return place
}
