import type { FrictionAnswer } from '@throughline/contract/friction'
import { formatMinute } from '../../../format/date.ts'
import { formatCount, formatMoney, formatNumber } from '../../../format/number.ts'
import classes from '../friction.module.css'

const lines = [
  'At risk: what fixing this one thing alone would have brought in the period, all else staying as it is. Refunds are taken out.',
  'Compared are sessions that stood at the same step of the journey and did not meet it, made alike in what was known before: device, browser and system with their versions, country, way of arrival, history, price in hand, hour and earlier events (doubly robust). What has no comparison is left out and said.',
  'Intervals are 95 % intervals and count a person’s sessions as one. Over all that was tried, at most 5 % of what is told is expected to be false.',
  'A finding that another explains is folded into it.',
  'These are observations. Only an experiment would prove them.',
]

/** How the list comes about, one click away. */
export function FrictionMethod({ answer, timezone }: { answer: FrictionAnswer; timezone: string }) {
  const { sessions, orders, revenue, currency, tried, computedAt, method } = answer
  const when = computedAt === null ? '' : `, on ${formatMinute(computedAt, timezone)} (${timezone})`
  return (
    <details className={classes.method}>
      <summary>How this is found</summary>
      <ul>
        <li>
          Looked through: {formatCount(sessions, 'session')} with {formatCount(orders, 'order')} for{' '}
          {formatMoney(Math.round(revenue), currency)} net of refunds; {formatNumber(tried)} places and groups
          tried{when}.
        </li>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
        {method === '' ? null : <li>{method}</li>}
      </ul>
    </details>
  )
}
