import { timeReader } from '../csv/time-layout.ts'

/** In the order in which they are tried; a day before the month only where the values show it. */
const layouts: readonly (readonly [layout: string, shape: RegExp])[] = [
  ['YYYYMMDD', /^(19|20)\d{6}$/],
  ['iso', /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d.*)?$/],
  ['milliseconds', /^1\d{12}$/],
  ['seconds', /^1\d{9}(\.\d+)?$/],
  ['YYYY/MM/DD HH:mm:ss', /^\d{4}\/\d/],
  ['DD.MM.YYYY HH:mm:ss', /^\d{1,2}\.\d{1,2}\.\d{4}( \d{1,2}:\d\d:\d\d)?$/],
  ['DD.MM.YYYY HH:mm', /^\d{1,2}\.\d{1,2}\.\d{4} \d{1,2}:\d\d$/],
  ['MM/DD/YYYY HH:mm:ss', /^\d{1,2}\/\d{1,2}\/\d{4}( \d{1,2}:\d\d:\d\d)?$/],
  ['MM/DD/YYYY HH:mm', /^\d{1,2}\/\d{1,2}\/\d{4} \d{1,2}:\d\d$/],
  ['MM/DD/YYYY hh:mm A', /^\d{1,2}\/\d{1,2}\/\d{4} \d{1,2}:\d\d [AaPp][Mm]$/],
  ['DD/MM/YYYY HH:mm:ss', /^\d{1,2}\/\d{1,2}\/\d{4}( \d{1,2}:\d\d:\d\d)?$/],
  ['DD/MM/YYYY HH:mm', /^\d{1,2}\/\d{1,2}\/\d{4} \d{1,2}:\d\d$/],
  ['DD/MMM/YYYY:HH:mm:ss ZZ', /^\d\d\/[A-Za-z]{3}\/\d{4}:/],
  ['DD MMM YYYY HH:mm:ss', /^\d{1,2} [A-Za-z]{3,9} \d{4}/],
]

/**
 * The layout that every value is a time in. Undefined where there is none.
 *
 * @example guessLayout(['31.01.2026', '01.02.2026']) // 'DD.MM.YYYY HH:mm:ss'
 */
export function guessLayout(values: readonly string[]): string | undefined {
  const given = values.filter((value) => value !== '')
  if (given.length === 0) return undefined
  return layouts.find(([layout, shape]) => {
    if (!given.every((value) => shape.test(value))) return false
    const read = timeReader(layout, 'UTC')
    return given.every((value) => read?.(value) !== undefined)
  })?.[0]
}

/** Whether values fit with day and month exchanged: 01/02/2026 has two readings. */
export const isAmbiguous = (layout: string, values: readonly string[]): boolean =>
  layout.startsWith('MM/DD') && guessLayout(values.map(exchanged))?.startsWith('MM/DD') === true

const exchanged = (value: string): string => value.replace(/^(\d{1,2})\/(\d{1,2})/, '$2/$1')
