import { channels } from '@throughline/contract/event'
import { literal } from '../../../../platform/analytics/literal.ts'
import { floats, type Sql, sql, texts } from '../../../../platform/analytics/sql.ts'

/** Fields by which units are told apart, each as it was at their first exposure. */
export const unitFields = ['device.type', 'country', 'visitor', 'channel'] as const
export type UnitField = (typeof unitFields)[number]

const devices = ['mobile', 'desktop', 'tablet', 'tv']

/**
 * All by which units are told apart, as the bits of one number: from the lowest 4 for the arm, 8 for the phase, 4 for the
 * device, 4 for the channel, 1 for whether it returns, 16 for the country's two letters. Texts beside each unit made the
 * same query take three times as long.
 */
const bits = { phase: 4, device: 12, channel: 16, visitor: 20, country: 21 } as const

const ARM = sql`15`

export interface CellParts {
  readonly arm: Sql
  readonly phase: Sql
  /** Left out: units are told apart by arm and phase alone. */
  readonly fields?: { readonly device: Sql; readonly channel: Sql; readonly country: Sql }
}

/** The cell of a unit, but for whether it returns. */
export function cellSql({ arm, phase, fields }: CellParts): Sql {
  const whole = sql`toUInt64(${arm}) + ${shifted(phase, bits.phase)}`
  if (!fields) return whole
  const country = sql`if(length(${fields.country}) = 2, reinterpretAsUInt16(${fields.country}), 0)`
  return sql`${whole} + ${shifted(codeOf(devices, fields.device), bits.device)} + ${shifted(codeOf(channels, fields.channel), bits.channel)} + ${shifted(country, bits.country)}`
}

/** The same cell with whether the unit returns. */
export const withVisitor = (cell: Sql, returns: Sql): Sql => sql`${cell} + ${shifted(returns, bits.visitor)}`

/** The same cell in no arm: of a unit that saw two variations. */
export const withoutArm = (cell: Sql): Sql => sql`bitAnd(${cell}, bitNot(toUInt64(${ARM})))`

export const armOf = (cell: Sql): Sql => sql`toInt32(bitAnd(${cell}, ${ARM}))`

export const phaseOf = (cell: Sql): Sql => part(cell, bits.phase, 255)

/** The field's value in words; empty where it is not known. */
export function fieldOf(field: UnitField, cell: Sql): Sql {
  switch (field) {
    case 'device.type':
      return sql`${texts(['', ...devices])}[${part(cell, bits.device, 15)} + 1]`
    case 'channel':
      return sql`${texts(['', ...channels])}[${part(cell, bits.channel, 15)} + 1]`
    case 'visitor':
      return sql`${texts(['new', 'returning'])}[${part(cell, bits.visitor, 1)} + 1]`
    case 'country':
      return sql`reinterpretAsString(toUInt16(${part(cell, bits.country, 65_535)}))`
  }
}

/** Its place in a list, from 1; 0 where it is not in there. Worked out once for each value, not for each row. */
export const codeOf = (list: readonly string[], value: Sql): Sql =>
  sql`toUInt8(transform(${value}, ${texts(list)}, ${floats(list.map((_, index) => index + 1))}, 0.))`

const shifted = (value: Sql, by: number): Sql => sql`bitShiftLeft(toUInt64(${value}), ${literal(by)})`

const part = (cell: Sql, from: number, mask: number): Sql =>
  sql`toInt32(bitAnd(bitShiftRight(${cell}, ${literal(from)}), ${literal(mask)}))`
