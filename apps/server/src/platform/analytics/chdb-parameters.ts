import { parameterText, quoted } from './parameter-text.ts'

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
  const settings = Object.entries(params).map(
    ([name, value]) => `param_${name} = ${quoted(parameterText(value))}`,
  )
  return `SET ${settings.join(', ')}`
}
