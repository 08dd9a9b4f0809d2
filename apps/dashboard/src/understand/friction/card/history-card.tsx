import type { FindingDetail } from '@throughline/contract/friction'
import { formatMinute } from '../../../format/date.ts'
import { Card } from '../../../ui/card.tsx'
import classes from './card.module.css'

/** What happened to the finding, the newest first. */
export function HistoryCard(props: { history: FindingDetail['history']; timezone: string }) {
  const { history, timezone } = props
  if (history.length === 0) return null
  return (
    <Card title="History" hint={`Times in ${timezone}`}>
      <ol className={classes.history}>
        {history.toReversed().map(({ at, what, by }) => (
          <li key={`${at} ${what}`}>
            <time dateTime={at}>{formatMinute(at, timezone)}</time>
            <span>
              {what}
              {by === null ? null : <small> by {by}</small>}
            </span>
          </li>
        ))}
      </ol>
    </Card>
  )
}
