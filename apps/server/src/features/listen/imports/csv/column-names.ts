/**
 * Names of columns: those of the header line, or `column 1`, `column 2` … where there is none. An empty name gets such a
 * number, and one that stands there before gets ` (2)`.
 */
export function columnNames(header: readonly string[] | undefined, width: number): string[] {
  const seen = new Map<string, number>()
  return Array.from({ length: header?.length ?? width }, (_, index) => {
    const name = header?.[index]?.trim() || `column ${index + 1}`
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    return times === 1 ? name : `${name} (${times})`
  })
}
