import type { Factor } from './design.ts'

/** Some factors of a design together, and which of the combinations of their levels each row has. */
export interface DesignCells {
  /** By row, the combination of levels it has, from 0. */
  readonly cells: Uint16Array
  /** How many combinations there are. */
  readonly size: number
  /** By combination, `width` each: the columns that are 1 where a row has it, in rising order. */
  readonly columns: Uint16Array
  readonly width: number
  /** The columns of all levels of these factors lie from here… */
  readonly first: number
  /** …to before here. */
  readonly end: number
}

const LEAST_CELLS = 16

/**
 * Puts factors together as long as few combinations of their levels occur: of browsers, their versions and systems few do.
 * What is summed over rows is then summed by combination, and only the sums go to each of the levels. The first group has
 * the intercept's column besides.
 *
 * @param rows indices of those that are used
 * @throws RangeError where a level is out of its range, naming the row
 */
export function designCells(factors: readonly Factor[], rows: Int32Array): DesignCells[] {
  const most = Math.max(LEAST_CELLS, Math.floor(Math.sqrt(rows.length)))
  const groups: DesignCells[] = []
  let first = 1
  let last: DesignCells = {
    cells: new Uint16Array(rows.length),
    size: Math.min(1, rows.length),
    columns: new Uint16Array(Math.min(1, rows.length)),
    width: 1,
    first: 0,
    end: 1,
  }
  for (const [f, factor] of factors.entries()) {
    const levels = levelsOf(factor, f, rows)
    const alone = { levels, count: factor.levels, first }
    const joined = crossed(last, alone, last.size > 1 ? most : Number.POSITIVE_INFINITY)
    if (!joined) groups.push(last)
    last = joined ?? crossed(nothing(rows.length, first), alone, Number.POSITIVE_INFINITY) ?? last
    first += factor.levels
  }
  groups.push(last)
  return groups
}

/** A group of no factors, to which one is added. */
const nothing = (count: number, first: number): DesignCells => ({
  cells: new Uint16Array(count),
  size: Math.min(1, count),
  columns: new Uint16Array(),
  width: 0,
  first,
  end: first,
})

/** A group with one factor more; undefined where more than `most` combinations occur. */
function crossed(
  { cells, size, columns, width, first, end }: DesignCells,
  factor: { levels: Uint16Array; count: number; first: number },
  most: number,
): DesignCells | undefined {
  const known = new Int32Array(size * factor.count).fill(-1)
  const both = new Uint16Array(cells.length)
  const found: number[] = []
  for (let i = 0; i < cells.length; i++) {
    const key = (cells[i] ?? 0) * factor.count + (factor.levels[i] ?? 0)
    let cell = known[key] ?? -1
    if (cell < 0) {
      if (found.length >= most) return undefined
      cell = found.push(key) - 1
      known[key] = cell
    }
    both[i] = cell
  }
  const wider = new Uint16Array(found.length * (width + 1))
  for (const [cell, key] of found.entries()) {
    const from = Math.floor(key / factor.count) * width
    const to = cell * (width + 1)
    wider.set(columns.subarray(from, from + width), to)
    wider[to + width] = factor.first + (key % factor.count)
  }
  return {
    cells: both,
    size: found.length,
    columns: wider,
    width: width + 1,
    first,
    end: Math.max(end, factor.first + factor.count),
  }
}

function levelsOf({ codes, levels }: Factor, f: number, rows: Int32Array): Uint16Array {
  const own = new Uint16Array(rows.length)
  for (let i = 0; i < rows.length; i++) {
    const code = codes[rows[i] ?? 0] ?? levels
    if (code >= levels)
      throw new RangeError(`Row ${rows[i]} has no level of factor ${f} from 0 to ${levels - 1}.`)
    own[i] = code
  }
  return own
}
