import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import Format from 'typebox/format'
import { Convert, Default } from 'typebox/value'
import { AppError } from '../app-error.ts'
import { checkStorable } from '../storable-text.ts'
import { refusalWords, type ValidationError } from './refusal-words.ts'

// RFC 3339 also has leap seconds, which no date of JavaScript's can be.
Format.Set('date-time', (text) => Format.IsDateTime(text) && !Number.isNaN(Date.parse(text)))

/**
 * A checker of one part of a request. Query strings and path parameters arrive as text and are converted first; a body
 * is taken as it is, since `"5"` where a number belongs is a mistake worth telling.
 */
export function requestValidator(
  schema: TSchema,
  part: string,
): (value: unknown) => { value: unknown } | { error: AppError } {
  const check = Compile(schema)
  return (received) => {
    const refused = part === 'body' ? undefined : unstorable(received, part)
    if (refused) return { error: refused }
    try {
      return checked(received)
    } catch (error) {
      // The stack ends in a body of some thousand levels; what takes deep ones says by itself how deep.
      if (!(error instanceof RangeError)) throw error
      return { error: new AppError('invalid', 'The body: is nested too deeply.') }
    }
  }

  function checked(received: unknown): { value: unknown } | { error: AppError } {
    const value = part === 'body' ? Default(schema, received) : Convert(schema, Default(schema, received))
    if (check.Check(value)) return { value }
    const meant = branchOf(schema, value)
    const errors = meant ? Compile(meant).Errors(value) : check.Errors(value)
    return { error: invalid(errors as readonly ValidationError[], part, meant ?? schema) }
  }
}

/** Ids and searches go to stores, which would fail on what they cannot hold. Nothing has an id that none can hold. */
function unstorable(named: unknown, part: string): AppError | undefined {
  try {
    checkStorable(named)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return part === 'params' ? new AppError('not_found', error.message, error.details) : error
  }
  return undefined
}

/**
 * Of a union whose branches each name themselves by a fixed field (`format: 'csv'`), the one that was meant: only its
 * errors help. Undefined for all else.
 */
function branchOf(schema: TSchema, value: unknown): TSchema | undefined {
  const { anyOf } = schema as { anyOf?: readonly { properties?: Record<string, { const?: unknown }> }[] }
  if (!anyOf || typeof value !== 'object' || value === null) return undefined
  return anyOf.find(({ properties = {} }) => {
    const named = Object.entries(properties).filter(([, field]) => field.const !== undefined)
    return (
      named.length > 0 &&
      named.every(([name, field]) => (value as Record<string, unknown>)[name] === field.const)
    )
  }) as TSchema | undefined
}

/** The first error that names a place, as words: "steps[0].event: must be text". */
function invalid(errors: readonly ValidationError[], part: string, schema: TSchema): AppError {
  // A union reports each of its branches; the deepest place is the one that the sender meant to write.
  const [first] = [...errors].sort((a, b) => depth(b) - depth(a))
  const field = first ? place(first) : ''
  const where = field || (part === 'body' ? 'The body' : part)
  return new AppError(
    'invalid',
    `${where}: ${first ? refusalWords(first, errors, schema) : 'is not valid'}.`,
    field ? { field } : {},
  )
}

const depth = (error: ValidationError): number => error.instancePath.split('/').length

function place({ instancePath, keyword, params }: ValidationError): string {
  const segments = instancePath.split('/').slice(1)
  const named =
    keyword === 'required'
      ? params.requiredProperties
      : keyword === 'additionalProperties'
        ? params.additionalProperties
        : undefined
  const all = Array.isArray(named) && typeof named[0] === 'string' ? [...segments, named[0]] : segments
  return all.reduce(
    (path, segment) =>
      /^\d+$/.test(segment) ? `${path}[${segment}]` : path ? `${path}.${segment}` : segment,
    '',
  )
}
