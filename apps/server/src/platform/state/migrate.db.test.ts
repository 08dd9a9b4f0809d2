import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { copyPreparedState } from '../../testing/prepared-state.ts'
import { migrateState } from './migrate.ts'
import { openState } from './open-state.ts'

it('says why a migration fails, keeps nothing of it, and can be tried again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'throughline-migrate-'))
  await copyPreparedState(folder)
  const state = await openState({ kind: 'embedded', dataDir: folder })
  const migration = (statement: string) => ({
    id: '9999-test',
    sql: `CREATE TABLE tried (a int);\n${statement}`,
  })

  await expect(migrateState(state, [migration('INSERT INTO missing VALUES (1);')])).rejects.toThrow(
    'relation "missing" does not exist',
  )
  await migrateState(state, [migration('INSERT INTO tried VALUES (1);')])
  expect((await sql`SELECT a FROM tried`.execute(state)).rows).toEqual([{ a: 1 }])

  await state.destroy()
  await rm(folder, { recursive: true, force: true })
})
