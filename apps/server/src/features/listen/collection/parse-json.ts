import { AppError } from '../../../platform/app-error.ts'

/**
 * The JSON in a text or in UTF-8 bytes, every text in it well-formed: lone surrogates and NULs become U+FFFD, names of
 * fields included. Stores refuse or mangle both, and once one is in a column, it breaks whoever reads it.
 *
 * @throws AppError `invalid` where it is no JSON, `limit_exceeded` where it would fill the memory
 */
export function parseJson(source: Buffer | string): unknown {
  const text = withoutMark(typeof source === 'string' ? source : source.toString('utf8'))
  refuseCrowd(text)
  try {
    return JSON.parse(wellFormed(text))
  } catch (error) {
    throw new AppError(
      'invalid',
      `The body must be JSON, as text or compressed with gzip, deflate or br: ${reasonOf(error)}.`,
    )
  }
}

const withoutMark = (text: string): string => (text.startsWith('\ufeff') ? text.slice(1) : text)

/**
 * A decoder of UTF-8 gives neither lone surrogates nor raw NULs that JSON allows, so both arrive only as escapes; and
 * most bodies have no such escape at all.
 */
function wellFormed(text: string): string {
  return text.includes('\\u') && mayNeedRepair.test(text) ? text.replace(escapes, repaired) : text
}

const mayNeedRepair = /\\u(?:0000|[dD][89a-fA-F])/

/** A surrogate pair, a NUL or a lone surrogate, or any other escape (so that the `u` of `\\u0000` begins none). */
const escapes =
  /\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u(?:0000|[dD][89a-fA-F][0-9a-fA-F]{2})|\\[^u]/g

const repaired = (sequence: string): string => (sequence.length === 6 ? '\ufffd' : sequence)

const SMALL = 1024 * 1024
const MOST_VALUES = 1_000_000
const OBJECT = 0x7b
const ARRAY = 0x5b

/** 20 MB of `{},{},{}` would become 500 MB of objects. Honest events have about one object in 100 characters. */
function refuseCrowd(text: string): void {
  if (text.length < SMALL) return
  let values = 0
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at)
    if (character === OBJECT || character === ARRAY) values++
  }
  if (values > MOST_VALUES)
    throw new AppError('limit_exceeded', `The body holds more than ${MOST_VALUES} objects and arrays.`, {
      tooLarge: true,
    })
}

/** The engine's words quote the body, which may hold what no log or error page should. */
function reasonOf(error: unknown): string {
  const words = error instanceof Error ? error.message : ''
  const position = /at position \d+( \(line \d+ column \d+\))?/.exec(words)?.[0]
  if (position) return `it breaks off ${position}`
  return /end of JSON/.test(words) ? 'it ends too early' : 'it is not'
}
