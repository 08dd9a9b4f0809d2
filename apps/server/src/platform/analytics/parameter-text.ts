/**
 * A parameter's value as the engine reads it, by the type that the query gives it: text as in tab-separated files.
 *
 * @param value a text, a number or a list of them
 * @example parameterText("it's\n") // it's\n, with the new line as two characters
 */
export function parameterText(value: unknown): string {
  if (typeof value === 'string')
    return value.replace(/[\\\t\n\r\0\b\f]/g, (character) => escapes[character] ?? '')
  return inList(value)
}

/** A text between quotes, for the text of a statement. */
export const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`

function inList(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) return `[${value.map(inList).join(',')}]`
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  throw new TypeError(`A query's parameter can't be ${typeof value}.`)
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\0': '\\0',
  '\b': '\\b',
  '\f': '\\f',
}
