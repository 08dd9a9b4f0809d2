import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The secret that signs login cookies, made at the first start. It lies beside the database, not in it: a dump of the
 * database must not let anybody log in.
 *
 * @returns at least 256 random bits as text
 */
export function authSecret(dataDir: string): string {
  const file = join(dataDir, 'login-secret')
  return read(file) ?? create(file)
}

function create(file: string): string {
  const secret = randomBytes(48).toString('base64url')
  // Whole or not at all: a file cut short by a crash would be a weak secret for ever.
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, secret, { mode: 0o600, flush: true })
  try {
    linkSync(draft, file)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  } finally {
    rmSync(draft, { force: true })
  }
  return read(file) ?? secret
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code
