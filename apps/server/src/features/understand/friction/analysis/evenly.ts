/** At most so many of the rows, at even distances. */
export function evenly(rows: Int32Array, most: number): Int32Array {
  if (rows.length <= most) return rows
  const step = rows.length / most
  return Int32Array.from({ length: most }, (_, index) => rows[Math.floor(index * step)] ?? 0)
}
