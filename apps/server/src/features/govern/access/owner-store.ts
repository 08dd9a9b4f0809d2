import { randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'
import { hashSecret } from '../../../platform/secret-token.ts'
import type { State } from '../../../platform/state/state.ts'

type OwnerTables = {
  users: {
    id: string
    name: string
    email: string
    email_verified: boolean
    created_at: Date
    updated_at: Date
  }
  user_accounts: {
    id: string
    user_id: string
    provider_id: string
    account_id: string
    password: string
    created_at: Date
    updated_at: Date
  }
  setup_tokens: { token_hash: string; created_at: Date }
}

interface NewOwner {
  readonly name: string
  readonly email: string
  readonly passwordHash: string
}

export interface OwnerStore {
  exists(): Promise<boolean>
  /** Replaces the set-up token; an earlier link no longer works. */
  putSetupToken(secret: string, now: Date): Promise<void>
  knowsSetupToken(secret: string): Promise<boolean>
  /** Makes the owner and uses the token up, in one step. False where the token is not, or no longer, good. */
  createBySetupToken(secret: string, owner: NewOwner, now: Date): Promise<boolean>
  /** Name of somebody with a login. */
  nameOf(userId: string): Promise<string | undefined>
  /** Makes the owner where there is none yet. */
  createIfMissing(owner: NewOwner, now: Date): Promise<void>
}

/** Makes the owner: writes the tables of logins once, which better-auth keeps from then on. */
export function ownerStore(state: State): OwnerStore {
  const db = state.withTables<OwnerTables>()

  return {
    async exists() {
      const user = await db.selectFrom('users').select('id').limit(1).executeTakeFirst()
      return user !== undefined
    },

    async nameOf(userId) {
      const user = await db.selectFrom('users').select('name').where('id', '=', userId).executeTakeFirst()
      return user?.name
    },

    putSetupToken: (secret, now) =>
      db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('setup_tokens').execute()
        await transaction
          .insertInto('setup_tokens')
          .values({ token_hash: hashSecret(secret), created_at: now })
          .execute()
      }),

    async knowsSetupToken(secret) {
      const token = await db
        .selectFrom('setup_tokens')
        .select('token_hash')
        .where('token_hash', '=', hashSecret(secret))
        .executeTakeFirst()
      return token !== undefined
    },

    createBySetupToken: (secret, owner, now) =>
      db.transaction().execute(async (transaction) => {
        // The deletion locks the row: of two that come with one link, the second finds nothing.
        const used = await transaction
          .deleteFrom('setup_tokens')
          .where('token_hash', '=', hashSecret(secret))
          .returning('token_hash')
          .executeTakeFirst()
        if (!used) return false
        await insertOwner(transaction, owner, now)
        return true
      }),

    createIfMissing: (owner, now) =>
      db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('setup_tokens').execute()
        const someone = await transaction.selectFrom('users').select('id').limit(1).executeTakeFirst()
        if (!someone) await insertOwner(transaction, owner, now)
      }),
  }
}

async function insertOwner(
  transaction: Transaction<OwnerTables>,
  { name, email, passwordHash }: NewOwner,
  now: Date,
): Promise<void> {
  const id = randomUUID()
  const at = { created_at: now, updated_at: now }
  const inserted = await transaction
    .insertInto('users')
    .values({ id, name, email: email.toLowerCase(), email_verified: false, ...at })
    // Several servers that start together on one PostgreSQL may all try.
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) return
  await transaction
    .insertInto('user_accounts')
    .values({
      id: randomUUID(),
      user_id: id,
      provider_id: 'credential',
      account_id: id,
      password: passwordHash,
      ...at,
    })
    .execute()
}
