import { AppError } from '../../../platform/app-error.ts'
import { checkedRange } from '../../../platform/calendar.ts'
import { checkedZone } from '../../../platform/time-zone.ts'

/** A period that is looked at, and the zone of its days: what a result is kept by. */
export interface FrictionPeriod {
  /** ISO 8601, UTC, included. */
  readonly from: string
  /** ISO 8601, UTC, not included. */
  readonly to: string
  /** IANA zone. */
  readonly timezone: string
}

const DAY_MS = 86_400_000
/** Five years. Windows are looked for from each day to each other, and what was so long ago is no friction of now. */
const MOST_DAYS = 1830

/**
 * The period that a request names.
 *
 * @throws AppError `invalid` that names the field
 */
export function checkedPeriod(asked: {
  readonly from: string
  readonly to: string
  readonly timezone?: string
}): FrictionPeriod {
  const { from, to } = checkedRange(asked)
  const timezone = checkedZone(asked.timezone ?? 'UTC')
  if (to - from > MOST_DAYS * DAY_MS)
    throw new AppError(
      'invalid',
      `from: the period has ${Math.ceil((to - from) / DAY_MS)} days; friction is looked for in ${MOST_DAYS} (five years) at most. Choose a shorter one.`,
      { field: 'from' },
    )
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString(), timezone }
}
