/**
 * Parameters as a statement that sets them for the queries that follow on the same connection.
 *
 * chDB's own binding would run one bound query at a time in the whole process, so that a report of ten seconds stopped
 * every page and ingestion's look-ups for ten seconds. Parameters that are set stay with their connection.
 *
 * @param params by name; texts, numbers and lists of them
 * @example parametersStatement({ p0: "it's" }) // SET param_p0 = 'it\'s'
 */
export function parametersStatement(params: Readonly<Record<string, unknown>>): string {
  const settings = Object.entries(params).map(([name, value]) => `param_${name} = ${quoted(textOf(value))}`)
  return `SET ${settings.join(', ')}`
}

/** As the engine reads a parameter of the type that the query gives it: text as in tab-separated files. */
function textOf(value: unknown): string {
  if (typeof value === 'string')
    return value.replace(/[\\\t\n\r\0\b\f]/g, (character) => escapes[character] ?? '')
  return inList(value)
}

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

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`
