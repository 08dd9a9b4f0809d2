import { randomUUID } from 'node:crypto'
import { parameterText } from './parameter-text.ts'

/** The body of a request that asks a ClickHouse server, and its content type. */
export interface Form {
  readonly contentType: string
  readonly body: string
}

/** A server reads 131 072 bytes of a field, unless told otherwise (`http_max_field_value_size`). */
const LONGEST_FIELD = 120_000

/**
 * A query and its parameters as a form. In the address, where the client puts them, a list of a few thousand ids is
 * longer than servers and the proxies before them read.
 *
 * A list too long for one field comes in several, put together in the query.
 *
 * @param params by name; texts, numbers and lists of them
 */
export function queryForm(query: string, params: Readonly<Record<string, unknown>>): Form {
  const fields: [string, string][] = []
  let asked = query
  for (const [name, value] of Object.entries(params)) {
    const pieces = piecesOf(value)
    if (pieces.length > 1) asked = joining(asked, name, pieces.length)
    for (const [index, piece] of pieces.entries())
      fields.push([`param_${pieces.length > 1 ? pieceName(name, index) : name}`, piece])
  }
  return multipart([['query', asked], ...fields])
}

function piecesOf(value: unknown): string[] {
  const text = parameterText(value)
  if (!Array.isArray(value) || value.length < 2 || Buffer.byteLength(text) <= LONGEST_FIELD) return [text]
  const half = Math.floor(value.length / 2)
  return [...piecesOf(value.slice(0, half)), ...piecesOf(value.slice(half))]
}

/** `{p0:Array(String)}` as `arrayConcat({p0_0:Array(String)}, {p0_1:Array(String)})`. */
function joining(query: string, name: string, pieces: number): string {
  const start = query.indexOf(`{${name}:`)
  const end = query.indexOf('}', start)
  const type = query.slice(start + name.length + 2, end)
  const parts = Array.from({ length: pieces }, (_, index) => `{${pieceName(name, index)}:${type}}`)
  return `${query.slice(0, start)}arrayConcat(${parts.join(', ')})${query.slice(end + 1)}`
}

const pieceName = (name: string, index: number): string => `${name}_${index}`

/** RFC 7578. The boundary is not to be guessed, so that no value can hold it. */
function multipart(fields: readonly (readonly [string, string])[]): Form {
  const boundary = randomUUID()
  const parts = fields.map(
    ([name, text]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`,
  )
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: `${parts.join('')}--${boundary}--\r\n`,
  }
}
