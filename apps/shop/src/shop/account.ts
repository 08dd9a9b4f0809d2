import { forgetVisitor, identify, track } from './events.ts'
import { kept } from './kept.ts'

export interface Account {
  readonly userId: string
  readonly name: string
  readonly email: string
}

export interface Order {
  readonly id: string
  readonly placedAt: string
  readonly total: number
  readonly pieces: number
  readonly names: readonly string[]
  readonly email: string
}

/** Accounts of this browser. A demo keeps no passwords: whoever knows the e-mail is in. */
const accounts = kept<readonly Account[]>('accounts', [])
const current = kept<string | null>('account', null)
const placed = kept<readonly Order[]>('orders', [])

export const signedIn = (): Account | undefined =>
  accounts.get().find(({ userId }) => userId === current.get())

export const accountOf = (email: string): Account | undefined =>
  accounts.get().find((account) => account.email === email.trim().toLowerCase())

export function signUp(name: string, email: string): void {
  const account = {
    userId: `customer-${Math.random().toString(36).slice(2, 10)}`,
    name,
    email: email.trim().toLowerCase(),
  }
  accounts.set([...accounts.get(), account])
  enter(account)
  track('Signed Up', { method: 'email' })
}

export function signIn(account: Account): void {
  enter(account)
  track('Signed In', { method: 'email' })
}

function enter({ userId, name, email }: Account): void {
  current.set(userId)
  identify(userId, { name, email })
}

export function signOut(): void {
  current.set(null)
  forgetVisitor()
}

export const addOrder = (order: Order): void => placed.set([order, ...placed.get()])

export const orderOf = (id: string): Order | undefined => placed.get().find((order) => order.id === id)

export const ordersOf = ({ email }: Account): readonly Order[] =>
  placed.get().filter((order) => order.email.toLowerCase() === email)
