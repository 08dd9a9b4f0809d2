import type { IncomingMessage } from 'node:http'

/** What a request asks a ClickHouse server for. */
export interface Asked {
  readonly query: string
  /** The rows of an insert, in the format that its text names. */
  readonly rows: Buffer | undefined
  /** Values as the engine reads them, by name. */
  readonly params: Readonly<Record<string, string>>
  readonly settings: Readonly<Record<string, string>>
  readonly database: string | undefined
  readonly format: string
  /** Whether the answer is to begin when all of it is there. */
  readonly waits: boolean
}

/** A request that a ClickHouse server refuses before it runs anything. */
export class RefusedRequest extends Error {
  readonly code: number

  constructor(code: number, name: string, message: string) {
    super(`Code: ${code}. DB::Exception: ${message}. (${name})`)
    this.code = code
  }
}

/** Limits that a ClickHouse server has by default: `http_max_uri_size`, `http_max_field_value_size`. */
const LONGEST_ADDRESS = 1_048_576
const LONGEST_FIELD = 131_072

/** What stands in an address beside the settings of a query. */
const reserved = /^(query|query_id|database|default_format|wait_end_of_query|param_.*)$/
/** What else is left out beside a form, where it may tell of the form's parts. */
const reservedWithForm = /_(format|types|structure)$/

/**
 * Reads a request as the HTTP interface of ClickHouse does.
 *
 * @throws RefusedRequest where a server refuses it
 */
export function readRequest(request: IncomingMessage, body: Buffer): Asked {
  const given = request.url ?? ''
  if (given.length > LONGEST_ADDRESS) throw new RefusedRequest(1000, 'POCO_EXCEPTION', 'URI Too Long')
  const { search, searchParams } = new URL(given, 'http://double')
  for (const field of search.slice(1).split('&')) refuseTooLong(field.slice(field.indexOf('=') + 1))
  if (request.headers.authorization !== `Basic ${btoa('default:')}`)
    throw new RefusedRequest(516, 'AUTHENTICATION_FAILED', 'default: Authentication failed')

  const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(request.headers['content-type'] ?? '')?.[1]
  const form = boundary === undefined ? [] : fieldsOf(body, boundary)
  const fields = [...searchParams, ...form]
  const inFields = fields.filter(([name]) => name === 'query').map(([, text]) => text)
  const insert = boundary === undefined && inFields.length > 0
  return {
    query: boundary === undefined && !insert ? body.toString('utf8') : inFields.join(''),
    rows: insert ? body : undefined,
    params: Object.fromEntries(
      fields.flatMap(([name, text]) =>
        name.startsWith('param_') ? [[name.slice('param_'.length), text]] : [],
      ),
    ),
    settings: Object.fromEntries(
      [...searchParams].filter(
        ([name]) => !reserved.test(name) && (boundary === undefined || !reservedWithForm.test(name)),
      ),
    ),
    database: searchParams.get('database') ?? undefined,
    format: String(
      request.headers['x-clickhouse-format'] ?? searchParams.get('default_format') ?? 'TabSeparated',
    ),
    waits: searchParams.get('wait_end_of_query') === '1',
  }
}

function fieldsOf(body: Buffer, boundary: string): [string, string][] {
  // A line break before each boundary belongs to it.
  const parts = `\r\n${body.toString('utf8')}`.split(`\r\n--${boundary}`)
  if (parts.at(-1)?.trim() !== '--')
    throw new RefusedRequest(33, 'CANNOT_READ_ALL_DATA', 'Unexpected EOF, did not find the last boundary')
  return parts.slice(1, -1).map((part) => {
    const end = part.indexOf('\r\n\r\n')
    const value = part.slice(end + 4)
    refuseTooLong(value)
    return [/name="([^"]*)"/.exec(part.slice(0, end))?.[1] ?? '', value]
  })
}

function refuseTooLong(value: string): void {
  if (Buffer.byteLength(value) > LONGEST_FIELD)
    throw new RefusedRequest(1000, 'POCO_EXCEPTION', 'HTML Form Exception: Field value too long')
}
