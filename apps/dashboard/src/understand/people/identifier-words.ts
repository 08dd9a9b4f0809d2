import { type Identifier, type IdentifierKind, identifierKinds } from '@throughline/contract/identifier'

/** How each kind of identifier is called. */
export const kindWords: Readonly<Record<IdentifierKind, string>> = {
  user_id: 'User id',
  email: 'E-mail',
  phone: 'Phone',
  card: 'Loyalty card',
  anonymous_id: 'Anonymous id',
}

/** One text a kind and value, for keys: `user_id:u1`. The API takes it as an exact id. */
export const identifierText = ({ kind, value }: Identifier): string => `${kind}:${value}`

/** Ids that machines made are long and alike; their beginning is enough to tell them apart in a list. */
export const shortValue = (value: string): string => (value.length > 24 ? `${value.slice(0, 8)}…` : value)

/** The identifier that says most about who it is; undefined where there is none. */
export function strongest(identifiers: readonly Identifier[]): Identifier | undefined {
  const rank = ({ kind }: Identifier): number => identifierKinds.indexOf(kind)
  return identifiers.reduce<Identifier | undefined>(
    (best, one) => (best === undefined || rank(one) < rank(best) ? one : best),
    undefined,
  )
}
