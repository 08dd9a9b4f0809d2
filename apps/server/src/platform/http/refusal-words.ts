import type { TSchema } from 'typebox'

/** What TypeBox says of one part of a value that does not fit. */
export interface ValidationError {
  readonly schemaPath: string
  readonly instancePath: string
  readonly message: string
  readonly keyword: string
  readonly params: Record<string, unknown>
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
}

const FORMATS: Readonly<Record<string, string>> = {
  'date-time': 'a time with its zone, such as 2026-01-31T12:00:00Z',
  date: 'a day, such as 2026-01-31',
  email: 'an e-mail address',
}

/**
 * Why a part of a request is refused, as the end of a sentence that begins with its place: "must be one of day, week".
 *
 * @param error the one to tell
 * @param errors all of the request: what is refused by each branch of a union is told together
 * @param schema of the whole, whose patterns say in `x-expected` what they mean
 */
export function refusalWords(
  error: ValidationError,
  errors: readonly ValidationError[],
  schema: TSchema,
): string {
  const { keyword, message, params, instancePath } = error
  const limit = Number(params.limit)
  const together = (name: string, param: string) => [
    ...new Set(
      errors
        .filter((other) => other.instancePath === instancePath && other.keyword === name)
        .flatMap((other) => other.params[param] as string | string[]),
    ),
  ]
  switch (keyword) {
    case 'required':
      return 'is missing'
    // TypeBox reports a field too many also as one whose schema is `false`.
    case 'additionalProperties':
    case 'boolean':
      return 'is not a field of this request'
    case 'enum':
      return `must be one of ${together('enum', 'allowedValues').join(', ')}`
    case 'const': {
      const [only = '', ...others] = together('const', 'allowedValue')
      return others[0] === undefined ? `must be ${only}` : `must be one of ${[only, ...others].join(', ')}`
    }
    case 'type':
      return `must be ${together('type', 'type')
        .map((type) => TYPES[type] ?? type)
        .join(' or ')}`
    case 'format':
      return `must be ${FORMATS[String(params.format)] ?? `a valid ${params.format}`}`
    case 'pattern':
      return `must be ${expected(schema, error) ?? `text that fits ${params.pattern}`}`
    case 'minimum':
      return `must be at least ${limit}`
    case 'maximum':
      return `must be at most ${limit}`
    case 'exclusiveMinimum':
      return `must be more than ${limit}`
    case 'exclusiveMaximum':
      return `must be less than ${limit}`
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      return limit === 1 ? 'must not be empty' : `must have at least ${limit} ${counted(keyword)}`
    case 'maxLength':
    case 'maxItems':
    case 'maxProperties':
      return `must have at most ${limit} ${counted(keyword)}`
    case 'uniqueItems':
      return 'must not have the same entry twice'
    default:
      return message
  }
}

const counted = (keyword: string): string => (keyword.endsWith('Length') ? 'characters' : 'entries')

/** What the schema's author says of its pattern. */
function expected(schema: TSchema, { schemaPath }: ValidationError): string | undefined {
  let part: unknown = schema
  for (const name of schemaPath.split('/').slice(1))
    part = (part as Record<string, unknown> | undefined)?.[name.replaceAll('~1', '/').replaceAll('~0', '~')]
  return (part as { 'x-expected'?: string } | undefined)?.['x-expected']
}
