import type { Finding, FrictionEstimate } from '@throughline/contract/friction'
import { formatDuration, formatNumber } from '../../../format/number.ts'
import { Card } from '../../../ui/card.tsx'
import classes from './card.module.css'

/** What it costs those who still get through, and in orders. */
export function EffortCard({ finding }: { finding: Finding }) {
  const { effort, ordersAtRisk } = finding
  return (
    <Card title="What else it costs" hint="On average, with 95 % intervals">
      <dl className={classes.efforts}>
        <dt>Orders lost in this period</dt>
        <dd>
          {rough(ordersAtRisk.estimate)} <small>{range(ordersAtRisk, rough)}</small>
        </dd>
        <dt>More time at the step, for those who still get through</dt>
        <dd>
          {effort.seconds === null ? (
            <small>too few got through to tell</small>
          ) : (
            <>
              {time(effort.seconds.estimate)} <small>{range(effort.seconds, time)}</small>
            </>
          )}
        </dd>
        {effort.repeats > 0 ? (
          <>
            <dt>Times it was met in an affected session</dt>
            <dd>{formatNumber(Math.round(effort.repeats * 10) / 10)}</dd>
          </>
        ) : null}
      </dl>
    </Card>
  )
}

const rough = (value: number): string => formatNumber(Number(value.toPrecision(3)) || 0)

/** Less time than others is told with its sign. */
const time = (seconds: number): string =>
  `${seconds < 0 ? '−' : ''}${formatDuration(Math.abs(seconds) < 10 ? Math.abs(seconds) : Math.round(Math.abs(seconds)))}`

const range = ({ low, high }: FrictionEstimate, write: (value: number) => string): string =>
  `between ${write(low)} and ${write(high)}`
