import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { AppError } from './app-error.ts'

interface Check {
  Check(value: unknown): boolean
  Errors(value: unknown): readonly { instancePath: string; message: string }[]
}

const compiled = new WeakMap<TSchema, Check>()

const checkOf = (schema: TSchema): Check => {
  const known = compiled.get(schema)
  if (known) return known
  const made = Compile(schema)
  compiled.set(schema, made)
  return made
}

/**
 * Rows from a store as the code believes them to be, or an `internal` error that names the query and the field: a
 * query and its shape that drift apart are a bug of ours, found at once.
 */
export function checkRows<S extends TSchema>(
  rows: readonly unknown[],
  schema: S,
  queryName: string,
): Static<S>[] {
  const check = checkOf(schema)
  for (const row of rows) {
    if (check.Check(row)) continue
    const [first] = check.Errors(row)
    throw new AppError(
      'internal',
      `Query ${queryName} answered a row that does not fit: ${first?.instancePath} ${first?.message}.`,
    )
  }
  return rows as Static<S>[]
}
