import { Type } from 'typebox'
import type { Analytics } from '../analytics/analytics.ts'
import { sql, text } from '../analytics/sql.ts'
import { AppError } from '../app-error.ts'

const Nothing = Type.Object({ fits: Type.Integer() })

/**
 * Refuses regular expressions that the store does not take. They are RE2's, and a query over no rows compiles none, so
 * each is tried by itself.
 *
 * @throws AppError `invalid` that names the field
 */
export async function checkPatterns(
  analytics: Analytics,
  patterns: readonly { readonly field: string; readonly pattern: string }[],
): Promise<void> {
  for (const { field, pattern } of patterns) {
    try {
      await analytics.query(sql`SELECT match('', ${text(pattern)}) AS fits`, Nothing, {
        name: 'check_pattern',
      })
    } catch (cause) {
      throw new AppError(
        'invalid',
        `${field}: is not a regular expression in RE2 syntax (no look-around, no back-references).`,
        { field },
        cause,
      )
    }
  }
}
