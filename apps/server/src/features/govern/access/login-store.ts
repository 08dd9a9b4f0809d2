import { betterAuth } from 'better-auth'
import { isAPIError } from 'better-auth/api'
import type { FastifyBaseLogger } from 'fastify'
import type { State } from '../../../platform/state/state.ts'

export interface LoginOptions {
  /** Signs cookies. */
  readonly secret: string
  readonly publicUrl: string | undefined
  readonly logger: FastifyBaseLogger
}

export interface LoggedIn {
  readonly user: { readonly id: string; readonly name: string; readonly email: string }
  /** To be set by the answer. */
  readonly cookies: readonly string[]
}

export interface LoginStore {
  /** Answers a request under `/api/auth`. The caller has made sure that it comes from our own pages. */
  handle(request: Request): Promise<Response>
  /** Who the login cookie says it is. */
  find(cookie: string): Promise<LoggedIn | undefined>
  /** The same, and prolongs a login that is in use; the cookies must then be set again. */
  prolong(cookie: string): Promise<LoggedIn | undefined>
  /** Logs in, as the form does. */
  logIn(email: string, password: string, headers: Headers): Promise<LoggedIn>
}

/** Tells better-auth the address of who asks, for its limit on attempts; set by us, never taken from outside. */
export const CLIENT_ADDRESS = 'x-throughline-client'

/** better-auth wants an address of its own; without a configured one, it makes no link that anybody would see. */
const ANY_ORIGIN = 'http://throughline.invalid'

const shortestPassword = 10
const longestPassword = 128

/** Logins by e-mail and password, kept by better-auth in the state store. */
export function loginStore(state: State, { secret, publicUrl, logger }: LoginOptions): LoginStore {
  const auth = betterAuth({
    appName: 'Throughline',
    baseURL: publicUrl ? new URL(publicUrl).origin : ANY_ORIGIN,
    basePath: '/api/auth',
    secret,
    database: { db: state, type: 'postgres' },
    // The owner is made by us, once; nobody signs up.
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: shortestPassword,
      maxPasswordLength: longestPassword,
      revokeSessionsOnPasswordReset: true,
    },
    user: { modelName: 'users', fields: { emailVerified: 'email_verified', ...times } },
    account: {
      modelName: 'user_accounts',
      fields: {
        userId: 'user_id',
        providerId: 'provider_id',
        accountId: 'account_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...times,
      },
    },
    session: {
      modelName: 'user_sessions',
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        ...times,
      },
    },
    verification: { modelName: 'user_verifications', fields: { expiresAt: 'expires_at', ...times } },
    rateLimit: {
      enabled: true,
      storage: 'database',
      modelName: 'login_attempts',
      fields: { lastRequest: 'last_request' },
      customRules: {
        '/sign-in/email': { window: 60, max: 10 },
        '/change-password': { window: 60, max: 10 },
        '/sign-out': false,
      },
    },
    advanced: {
      cookiePrefix: 'throughline',
      useSecureCookies: publicUrl?.startsWith('https:') ?? false,
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS] },
      // own-origin.ts has judged the request by the address it really came to, which better-auth does not know.
      disableCSRFCheck: true,
      // The tables come from our migrations, and the tests go through them.
      database: { validateSchema: false },
    },
    // A refusal is answered and needs no line in the log; left alone, it would be printed past our logger.
    onAPIError: {
      onError: (error) => {
        if (!isAPIError(error)) logger.error({ err: error }, 'better-auth failed')
      },
    },
    telemetry: { enabled: false },
    // Its messages are safe to keep; what it puts beside them may be somebody's e-mail address.
    logger: {
      level: 'error',
      log: (level, message) => logger[level](message),
    },
  })

  const find = async (cookie: string, disableRefresh: boolean): Promise<LoggedIn | undefined> => {
    const { response, headers } = await auth.api.getSession({
      headers: new Headers({ cookie }),
      query: { disableRefresh },
      returnHeaders: true,
    })
    return response ? loggedIn(response.user, headers) : undefined
  }

  return {
    handle: (request) => auth.handler(request),
    find: (cookie) => find(cookie, true),
    prolong: (cookie) => find(cookie, false),
    async logIn(email, password, requestHeaders) {
      const { response, headers } = await auth.api.signInEmail({
        body: { email, password },
        headers: requestHeaders,
        returnHeaders: true,
      })
      return loggedIn(response.user, headers)
    },
  }
}

const loggedIn = ({ id, name, email }: LoggedIn['user'], headers: Headers): LoggedIn => ({
  user: { id, name, email },
  cookies: headers.getSetCookie(),
})

const times = { createdAt: 'created_at', updatedAt: 'updated_at' }
