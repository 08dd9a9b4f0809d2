import { hash } from 'node:crypto'
import { type Identifier, identifierKinds } from '@throughline/contract/identifier'

/**
 * The key of an identifier within a project: the first 64 bits of SHA-256 over project, kind and value, as decimal
 * digits. Ingestion can make it without a look-up. With ten million identifiers the odds that any two of them share a
 * key are about 3 in a million (birthday bound n² / 2⁶⁵).
 *
 * @example personKey('default', { kind: 'user_id', value: 'u1' })
 */
export function personKey(projectId: string, { kind, value }: Identifier): string {
  const named = `${projectId}\0${kind}\0${value}`
  const known = recent.get(named)
  if (known !== undefined) return known
  if (recent.size >= MOST_RECENT) recent.clear()
  const key = hash('sha256', named, 'buffer').readBigUInt64BE().toString()
  recent.set(named, key)
  return key
}

/** Events of a person come close together, and a look is a tenth of the hash. At most 4 MB. */
const recent = new Map<string, string>()
const MOST_RECENT = 10_000

export type Identifiers = { readonly [K in Identifier['kind']]: string }

/** The strongest identifier that an event carries: the one that names its person. Undefined where it carries none. */
export function strongestIdentifier(identifiers: Identifiers): Identifier | undefined {
  const kind = identifierKinds.find((candidate) => identifiers[candidate] !== '')
  return kind && { kind, value: identifiers[kind] }
}

/** The public form of a key: 16 hexadecimal digits. */
export const profileIdOf = (key: string): string => BigInt(key).toString(16).padStart(16, '0')

/** The key behind a profile id, or undefined where the text is none. */
export const keyOfProfileId = (profileId: string): string | undefined =>
  /^[0-9a-f]{16}$/.test(profileId) ? BigInt(`0x${profileId}`).toString() : undefined
