import { hash, randomBytes } from 'node:crypto'

/** A secret of 256 random bits, URL-safe. The prefix tells people and scanners of leaked secrets what they hold. */
export const makeSecret = (prefix: 'tk' | 'setup' | 'report'): string =>
  `${prefix}_${randomBytes(32).toString('base64url')}`

/** What is kept of a secret. Ours are random, so that one round of SHA-256 cannot be searched. */
export const hashSecret = (secret: string): string => hash('sha256', secret, 'hex')
