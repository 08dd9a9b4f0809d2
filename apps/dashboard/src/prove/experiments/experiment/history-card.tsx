import type { ExperimentDetail } from '@throughline/contract/experiments'
import { formatMinute } from '../../../format/date.ts'
import { Card } from '../../../ui/card.tsx'
import classes from './experiment.module.css'

/** What happened to it and to its flag, the latest first. */
export function HistoryCard({ experiment, timezone }: { experiment: ExperimentDetail; timezone: string }) {
  const { history } = experiment
  return (
    <Card title="What happened" hint={`Times in ${timezone}`}>
      <ul className={classes.history}>
        {history.toReversed().map(({ at, what, by }) => (
          <li key={`${at} ${what}`}>
            <time dateTime={at}>{formatMinute(at, timezone)}</time>
            <span>
              {what}
              {by === null ? null : <small> by {by}</small>}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
