import { type Sql, sql } from './sql.ts'

const digits = [sql`0`, sql`1`, sql`2`, sql`3`, sql`4`, sql`5`, sql`6`, sql`7`, sql`8`, sql`9`]

/**
 * A whole number written into the text of a query: for names such as `chain_2`, tuple elements such as `x.3`, and bits,
 * none of which can be a parameter.
 */
export function literal(value: number): Sql {
  if (!Number.isSafeInteger(value) || value < 0)
    throw new RangeError(`${value} cannot be written into a query`)
  return [...String(value)].reduce((written, digit) => sql`${written}${digits[Number(digit)] as Sql}`, sql``)
}
