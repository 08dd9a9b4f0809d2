import { hashPassword } from 'better-auth/crypto'
import { AppError } from '../../../platform/app-error.ts'
import type { Clock } from '../../../platform/clock.ts'
import { makeSecret } from '../../../platform/secret-token.ts'
import type { OwnerStore } from './owner-store.ts'

interface OwnerLogin {
  readonly name: string
  readonly email: string
  readonly password: string
}

export interface OwnerService {
  exists(): Promise<boolean>
  /** A fresh one-time secret for the set-up link; undefined where an owner exists. */
  makeSetupToken(): Promise<string | undefined>
  /** Makes the owner of the settings, unless there is one. */
  createConfigured(login: { readonly email: string; readonly password: string }): Promise<void>
  /** Makes the owner with the set-up link's token. */
  setUp(token: string, login: OwnerLogin): Promise<void>
}

export function ownerService(store: OwnerStore, clock: Clock): OwnerService {
  const now = () => new Date(clock())
  let known = false
  // An owner never goes away, so that once known the question costs nothing.
  const exists = async () => {
    known ||= await store.exists()
    return known
  }

  return {
    exists,

    async makeSetupToken() {
      if (await exists()) return undefined
      const secret = makeSecret('setup')
      await store.putSetupToken(secret, now())
      return secret
    },

    async createConfigured({ email, password }) {
      if (await exists()) return
      if (!isLoginEmail(email))
        throw new Error(
          'Setting THROUGHLINE_OWNER_EMAIL: expected an e-mail address such as anna@example.com.',
        )
      const name = email.slice(0, email.indexOf('@'))
      await store.createIfMissing({ name, email, passwordHash: await hashPassword(password) }, now())
    },

    async setUp(token, { name, email, password }) {
      if (!(await store.knowsSetupToken(token))) throw await refusal(exists)
      if (!isLoginEmail(email)) {
        throw new AppError('invalid', 'email: expected an e-mail address such as anna@example.com.', {
          field: 'email',
        })
      }
      const passwordHash = await hashPassword(password)
      if (!(await store.createBySetupToken(token, { name, email, passwordHash }, now())))
        throw await refusal(exists)
    },
  }
}

async function refusal(exists: () => Promise<boolean>): Promise<AppError> {
  return (await exists())
    ? new AppError('conflict', 'This Throughline has its owner already. Log in instead.')
    : new AppError(
        'forbidden',
        'This set-up link is not, or no longer, good. The newest one is in the server’s output; a restart prints another.',
        { field: 'token' },
      )
}

/** What the login form takes later: better-auth's own rule is as strict, so that nobody makes a login that can't be used. */
export const isLoginEmail = (text: string): boolean =>
  /^(?!\.)(?!.*\.\.)[A-Za-z0-9_'+\-.]*[A-Za-z0-9_+-]@([A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/.test(text)
