/** The indices of so many rows, in order. */
export function everyRow(count: number): Int32Array {
  const rows = new Int32Array(count)
  for (let row = 0; row < count; row++) rows[row] = row
  return rows
}
