/** A hit on the page, in px from its top left corner. */
export interface Hit {
  readonly x: number
  readonly y: number
  readonly count: number
}

/** Hits near each cell of a page, row by row. */
export interface Density {
  readonly columns: number
  readonly rows: number
  /** Page px a cell is wide and high. */
  readonly cell: number
  /** Hits around each cell's middle, each weighted by how near it is: 1 on the spot, 0 three radii away. */
  readonly values: Float32Array
  readonly most: number
}

/** So far from a hit its weight has fallen to 61 %: about a fingertip. */
export const hitRadius = 14

/** More would only take time and memory: the picture is scaled to the screen anyway. */
const mostCells = 400_000

/**
 * How many hits lie near each place of a page: a Gaussian around each, added up. A page of any size takes at most
 * 400,000 cells.
 */
export function densityOf(hits: readonly Hit[], width: number, height: number): Density {
  const cell = Math.max(4, Math.sqrt((width * height) / mostCells))
  const columns = Math.max(1, Math.ceil(width / cell))
  const rows = Math.max(1, Math.ceil(height / cell))
  const values = new Float32Array(columns * rows)
  const reach = Math.ceil((3 * hitRadius) / cell)
  for (const { x, y, count } of hits) {
    const column = Math.floor(x / cell)
    const row = Math.floor(y / cell)
    for (let r = Math.max(0, row - reach); r <= Math.min(rows - 1, row + reach); r++) {
      for (let c = Math.max(0, column - reach); c <= Math.min(columns - 1, column + reach); c++) {
        const distance = ((c + 0.5) * cell - x) ** 2 + ((r + 0.5) * cell - y) ** 2
        const index = r * columns + c
        values[index] = (values[index] ?? 0) + count * Math.exp(-distance / (2 * hitRadius ** 2))
      }
    }
  }
  let most = 0
  for (const value of values) if (value > most) most = value
  return { columns, rows, cell, values, most }
}

/** How strongly a value is drawn, 0 to 1. The root lets places with few hits be seen beside one with many. */
export const strengthOf = (value: number, most: number): number =>
  most <= 0 || value <= 0 ? 0 : Math.sqrt(Math.min(1, value / most))
