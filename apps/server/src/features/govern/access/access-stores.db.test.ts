import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openState } from '../../../platform/state/open-state.ts'
import type { State } from '../../../platform/state/state.ts'
import { copyPreparedState } from '../../../testing/prepared-state.ts'
import { type OwnerStore, ownerStore } from './owner-store.ts'
import { type TokenStore, tokenStore } from './token-store.ts'

const start = new Date('2026-01-01T00:00:00Z')
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000)

let folder: string
let state: State
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-access-'))
  await copyPreparedState(folder)
  state = await openState({ kind: 'embedded', dataDir: folder })
  await sql`
    INSERT INTO projects (id, name, timezone, currency, identity_rules, created_at, changed_at)
    SELECT id, id, 'UTC', 'EUR', '{}', now(), now() FROM (VALUES ('a'), ('b')) AS given (id)`.execute(state)
})
afterAll(async () => {
  await state.destroy()
  await rm(folder, { recursive: true, force: true })
})

describe('tokenStore', () => {
  let tokens: TokenStore
  beforeAll(() => {
    tokens = tokenStore(state)
  })
  const add = (secret: string, projectId = 'a') =>
    tokens.add({ projectId, name: 'Test', scopes: ['read', 'write'], secret }, start)

  it('finds a token by its secret alone', async () => {
    const added = await add('tk_a-long-enough-secret')
    expect(added).toMatchObject({ hint: 'cret', scopes: ['read', 'write'], lastUsedAt: null })
    expect(await tokens.findBySecret('tk_a-long-enough-secret')).toEqual(added)
    expect(await tokens.findBySecret('tk_a-long-enough-secreT')).toBeUndefined()
  })

  it('keeps no part of a short secret in the clear, and no secret at all', async () => {
    expect(await add('dev-token')).toMatchObject({ hint: '' })
    const { rows } = await sql`SELECT * FROM api_tokens`.execute(state)
    expect(JSON.stringify(rows)).not.toContain('dev-token')
    expect(JSON.stringify(rows)).not.toContain('long-enough')
  })

  it('takes a secret that it has for the token that it is', async () => {
    await add('twice-the-same-secret')
    expect(await add('twice-the-same-secret')).toBeUndefined()
  })

  it('removes only tokens of the project', async () => {
    const token = await add('token-of-project-b', 'b')
    expect(await tokens.remove('a', token?.id ?? '')).toBe(false)
    expect(await tokens.remove('b', token?.id ?? '')).toBe(true)
    expect(await tokens.findBySecret('token-of-project-b')).toBeUndefined()
  })

  it('keeps the latest use, whichever is written last', async () => {
    const token = await add('token-that-is-used')
    const id = token?.id ?? ''
    await tokens.markUsed(new Map([[id, later(9)]]))
    await tokens.markUsed(
      new Map([
        [id, later(5)],
        ['gone', later(5)],
      ]),
    )
    expect((await tokens.findBySecret('token-that-is-used'))?.lastUsedAt).toEqual(later(9))
  })
})

describe('ownerStore', () => {
  let owners: OwnerStore
  beforeAll(() => {
    owners = ownerStore(state)
  })
  const owner = { name: 'Anna', email: 'Anna@example.com', passwordHash: 'hash' }

  it('knows only the newest set-up token', async () => {
    await owners.putSetupToken('first', start)
    await owners.putSetupToken('second', later(1))
    expect(await owners.knowsSetupToken('first')).toBe(false)
    expect(await owners.knowsSetupToken('second')).toBe(true)
    expect(await owners.createBySetupToken('first', owner, later(2))).toBe(false)
    expect(await owners.exists()).toBe(false)
  })

  it('uses the token up with the owner it makes', async () => {
    expect(await owners.createBySetupToken('second', owner, later(2))).toBe(true)
    expect(await owners.exists()).toBe(true)
    expect(await owners.knowsSetupToken('second')).toBe(false)
    expect(await owners.createBySetupToken('second', owner, later(3))).toBe(false)
  })

  it('makes no second owner of the settings', async () => {
    await owners.createIfMissing({ ...owner, email: 'ben@example.com' }, later(4))
    const { rows } = await sql<{ email: string }>`SELECT email FROM users`.execute(state)
    expect(rows).toEqual([{ email: 'anna@example.com' }])
  })
})
