import { hash } from 'node:crypto'

/**
 * Message ids of a file's rows: the file and the line, never the content. Two equal rows are two events, and the same
 * file twice is the same events.
 *
 * @param source what tells the file from others: a name, or the hash of its content
 * @example rowIdentity('access-log')(17) // 'import-86c1…-17'
 */
export function rowIdentity(source: string): (line: number, part?: string) => string {
  const prefix = `import-${hash('sha256', source, 'hex').slice(0, 16)}-`
  return (line, part) => (part === undefined ? `${prefix}${line}` : `${prefix}${line}-${part}`)
}
