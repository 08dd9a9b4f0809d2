/** As many as one request takes. */
export const mostIdentifiers = 10_000

/**
 * Identifiers from pasted text: one a line, or several with commas, semicolons or tabs between; each once.
 *
 * @example identifiersOf('u1, u2\n\nu1') // ['u1', 'u2']
 */
export function identifiersOf(text: string): string[] {
  const found = text
    .split(/[\n\r,;\t]+/)
    .map((part) => part.trim().replace(/^"(.*)"$/, '$1'))
    .filter((part) => part !== '')
  return [...new Set(found)]
}
