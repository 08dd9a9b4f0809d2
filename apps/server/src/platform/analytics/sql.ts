import type { IsoRange } from '../range.ts'

/** A server-side parameter: the value never becomes part of the text, so it can never become SQL. */
interface Parameter {
  readonly type: string
  readonly value: unknown
}

/** A piece of ClickHouse SQL with its typed parameters. Made by `sql`, `text`, `moment` …; never from a plain string. */
export class Sql {
  readonly #strings: readonly string[]
  readonly #parts: readonly (Sql | Parameter)[]

  /** @internal use {@link sql} */
  constructor(strings: readonly string[], parts: readonly (Sql | Parameter)[]) {
    this.#strings = strings
    this.#parts = parts
  }

  /** The query text with `{p0:Type}` placeholders, and the values to send beside it. */
  compile(): { query: string; params: Record<string, unknown> } {
    const params: Record<string, unknown> = {}
    let count = 0
    const render = (piece: Sql): string =>
      piece.#strings.reduce((text, string, index) => {
        const part = piece.#parts[index - 1]
        if (part === undefined) return text + string
        if (part instanceof Sql) return text + render(part) + string
        const name = `p${count++}`
        params[name] = part.value
        return `${text}{${name}:${part.type}}${string}`
      })
    return { query: render(this), params }
  }
}

/**
 * A query as a tagged template. Only typed parameters and other `Sql` can be interpolated.
 *
 * @example sql`SELECT count() AS events FROM events WHERE project_id = ${text(projectId)} AND ${within(sql`ts`, range)}`
 */
export function sql(strings: TemplateStringsArray, ...parts: (Sql | SqlParameter)[]): Sql {
  return new Sql(
    strings,
    parts.map((part) => (part instanceof Sql ? part : part.parameter)),
  )
}

/** A typed value for a query; made by {@link text}, {@link float}, {@link uint64} and their like. */
export interface SqlParameter {
  readonly parameter: Parameter
}

const typed =
  <T>(type: string, toWire: (value: T) => unknown = (value) => value) =>
  (value: T): SqlParameter => ({ parameter: { type, value: toWire(value) } })

export const text = typed<string>('String')
export const float = typed<number>('Float64')
export const integer = typed<number>('Int64')
/** A 64-bit key, kept as a decimal string in JavaScript so that no digit is lost. */
export const uint64 = typed<string>('UInt64', BigInt)
export const texts = typed<readonly string[]>('Array(String)')
export const floats = typed<readonly number[]>('Array(Float64)')
export const uint64s = typed<readonly string[]>('Array(UInt64)', (keys) => keys.map(BigInt))
/** The name of a table, for statements about tables that the engine itself names. */
export const tableName = typed<string>('Identifier')
/** A point in time, ISO 8601. */
export const moment = typed<string>("DateTime64(3, 'UTC')", (iso) =>
  new Date(iso).toISOString().replace('T', ' ').replace('Z', ''),
)

/** Half-open: `from` included, `to` not. */
export const within = (column: Sql, range: IsoRange): Sql =>
  sql`${column} >= ${moment(range.from)} AND ${column} < ${moment(range.to)}`

/** Joins pieces by a separator, such as conditions by `AND`. An empty list gives `fallback`. */
export function join(pieces: readonly Sql[], separator: Sql, fallback: Sql = sql``): Sql {
  const [first, ...rest] = pieces
  return rest.reduce((all, piece) => sql`${all}${separator}${piece}`, first ?? fallback)
}

/** All conditions; true where there are none. */
export const all = (conditions: readonly Sql[]): Sql =>
  join(
    conditions.map((condition) => sql`(${condition})`),
    sql` AND `,
    sql`1`,
  )

/** Any of the conditions, in parentheses, so that what stands beside it binds to all of it; false where there are none. */
export const any = (conditions: readonly Sql[]): Sql =>
  sql`(${join(
    conditions.map((condition) => sql`(${condition})`),
    sql` OR `,
    sql`0`,
  )})`

/**
 * One of a fixed set of keywords or names known to the code. The set is spelled out at the call, so that no text of a
 * user's can pass.
 *
 * @example keyword(direction, { asc: sql`ASC`, desc: sql`DESC` })
 */
export const keyword = <K extends string>(key: K, choices: Readonly<Record<K, Sql>>): Sql => choices[key]
