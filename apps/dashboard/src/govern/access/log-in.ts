import { authClient } from './auth-client.ts'

/** Logs in by e-mail and password; the server's answer sets the cookie. @throws Error with words for the form */
export async function logIn(email: string, password: string): Promise<void> {
  const { error } = await authClient.signIn.email({ email, password })
  if (!error) return
  if (error.status === 429) throw new Error('Too many attempts. Wait a minute and try again.')
  if (error.status >= 500 || error.status === 0) {
    throw new Error('The server could not check the login. Try again in a moment.')
  }
  throw new Error('E-mail and password do not belong together. Check both and try again.')
}
