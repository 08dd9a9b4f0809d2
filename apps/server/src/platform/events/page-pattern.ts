import { type Sql, sql, text } from '../analytics/sql.ts'

/**
 * Whether a path is a page, or one of the pages of a pattern: `*` stands for one part of the path or a piece of one, and
 * so never for a slash; all else for itself.
 *
 * @example onPage(sql`path`, '/product/*') // holds for /product/red-shoe, not for /product or /product/red-shoe/reviews
 */
export function onPage(path: Sql, pattern: string): Sql {
  if (!pattern.includes('*')) return sql`${path} = ${text(pattern)}`
  return sql`match(${path}, ${text(expressionOf(pattern))})`
}

/** The pattern as a regular expression of the whole path, in a syntax that RE2, PostgreSQL and JavaScript share. */
export function expressionOf(pattern: string): string {
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'))
  return `^${parts.join('[^/]*')}$`
}
