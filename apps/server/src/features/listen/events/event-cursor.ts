import { AppError } from '../../../platform/app-error.ts'
import type { ListCursor } from './event-queries.ts'

/** A cursor as text; clients only hand it back. */
export const writeListCursor = ({ ms, seq }: ListCursor): string => `${ms}.${seq}`

/** @throws AppError `invalid` where it is not one of ours */
export function readListCursor(cursor: string | undefined): ListCursor | undefined {
  if (cursor === undefined) return undefined
  const [, ms, seq] = /^(-?\d{1,15})\.(\d{1,19})$/.exec(cursor) ?? []
  if (ms === undefined || seq === undefined || Math.abs(Number(ms)) > MOST_MS)
    throw new AppError('invalid', 'cursor: must be `next` of an earlier answer.', { field: 'cursor' })
  return { ms: Number(ms), seq }
}

/** The year 2299, and as far before 1970: more than a date can show must not reach one. */
const MOST_MS = 10_413_792_000_000
