import { randomUUID } from 'node:crypto'
import type { TokenScope } from '@throughline/contract/route'
import { sql } from 'kysely'
import { hashSecret } from '../../../platform/secret-token.ts'
import type { State } from '../../../platform/state/state.ts'

type TokenTables = {
  api_tokens: {
    id: string
    project_id: string
    token_hash: string
    name: string
    hint: string
    scopes: TokenScope[]
    created_at: Date
    last_used_at: Date | null
  }
}

export interface StoredToken {
  readonly id: string
  readonly projectId: string
  readonly name: string
  /** The last four characters of the secret. */
  readonly hint: string
  readonly scopes: readonly TokenScope[]
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
}

interface NewToken {
  readonly projectId: string
  readonly name: string
  readonly scopes: readonly TokenScope[]
  readonly secret: string
}

export interface TokenStore {
  list(projectId: string): Promise<StoredToken[]>
  findBySecret(secret: string): Promise<StoredToken | undefined>
  /** Keeps the hash of the secret. Undefined where that secret is already kept. */
  add(token: NewToken, now: Date): Promise<StoredToken | undefined>
  /** Whether there was such a token. */
  remove(projectId: string, id: string): Promise<boolean>
  markUsed(uses: ReadonlyMap<string, Date>): Promise<void>
}

/** Owner of the table `api_tokens`. A secret enters here and never leaves. */
export function tokenStore(state: State): TokenStore {
  const db = state.withTables<TokenTables>()

  return {
    async list(projectId) {
      const rows = await db
        .selectFrom('api_tokens')
        .selectAll()
        .where('project_id', '=', projectId)
        .orderBy('created_at')
        .orderBy('id')
        .execute()
      return rows.map(toToken)
    },

    async findBySecret(secret) {
      const row = await db
        .selectFrom('api_tokens')
        .selectAll()
        .where('token_hash', '=', hashSecret(secret))
        .executeTakeFirst()
      return row && toToken(row)
    },

    async add({ projectId, name, scopes, secret }, now) {
      const row = await db
        .insertInto('api_tokens')
        .values({
          id: randomUUID(),
          project_id: projectId,
          token_hash: hashSecret(secret),
          name,
          // Of a short secret, four characters would give away too much.
          hint: secret.length >= 16 ? secret.slice(-4) : '',
          scopes: [...scopes],
          created_at: now,
          last_used_at: null,
        })
        .onConflict((conflict) => conflict.column('token_hash').doNothing())
        .returningAll()
        .executeTakeFirst()
      return row && toToken(row)
    },

    async remove(projectId, id) {
      const removed = await db
        .deleteFrom('api_tokens')
        .where('project_id', '=', projectId)
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst()
      return removed !== undefined
    },

    async markUsed(uses) {
      if (uses.size === 0) return
      const rows = JSON.stringify([...uses].map(([id, at]) => ({ id, at })))
      await sql`
        UPDATE api_tokens SET last_used_at = greatest(last_used_at, used.at)
        FROM jsonb_to_recordset(${rows}::jsonb) AS used (id text, at timestamptz)
        WHERE api_tokens.id = used.id`.execute(db)
    },
  }
}

const toToken = (row: TokenTables['api_tokens']): StoredToken => ({
  id: row.id,
  projectId: row.project_id,
  name: row.name,
  hint: row.hint,
  scopes: row.scopes,
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
})
