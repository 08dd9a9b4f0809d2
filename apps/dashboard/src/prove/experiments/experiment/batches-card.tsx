import type { ExperimentResults } from '@throughline/contract/experiment-results'
import type { ExperimentDetail } from '@throughline/contract/experiments'
import { formatMinute } from '../../../format/date.ts'
import { formatCount } from '../../../format/number.ts'
import { Card } from '../../../ui/card.tsx'
import { percentText, variationName } from '../experiment-words.ts'
import classes from './batches.module.css'

/** A bandit's batches: which shares each had, and why. */
export function BatchesCard(props: { experiment: ExperimentDetail; results: ExperimentResults }) {
  const { experiment, results } = props
  const { timezone } = results
  const { bandit, phases, variations, traffic } = experiment
  if (!bandit) return null
  return (
    <Card
      title="How the shares moved"
      hint={`Shares of new visitors by batch; ${phases.length} of ${formatCount(bandit.batches, 'batch', 'batches')}, ${percentText(traffic)} of the audience`}
    >
      <ol className={classes.batches}>
        {phases.map(({ at, split, because }, batch) => (
          <li key={at}>
            <div className={classes.head}>
              <b>Batch {batch + 1}</b>
              <time dateTime={at}>since {formatMinute(at, timezone)}</time>
            </div>
            <div className={classes.bar} aria-hidden="true">
              {variations.map(({ key }, index) => (
                <span
                  key={key}
                  style={{
                    width: `${weightOf(split, key)}%`,
                    background: `var(--series-${(index % 6) + 1})`,
                  }}
                />
              ))}
            </div>
            <ul className={classes.shares}>
              {variations.map(({ key }, index) => (
                <li key={key}>
                  <i style={{ background: `var(--series-${(index % 6) + 1})` }} aria-hidden="true" />
                  {variationName(experiment, key)} <b data-figures>{percentText(weightOf(split, key))}</b>
                </li>
              ))}
            </ul>
            {because === null ? null : <p>{upperFirst(because)}</p>}
          </li>
        ))}
      </ol>
      <p className={classes.next}>
        {nextText(experiment, results)} Who is in a batch keeps the variation, so later visitors of an early
        batch still get its shares.
      </p>
    </Card>
  )
}

/** One that is due is looked at within the hour. */
const LATE_MS = 2 * 3_600_000

function nextText({ nextBatchAt, phases }: ExperimentDetail, results: ExperimentResults): string {
  if (nextBatchAt === null) return 'No further batch comes.'
  const [next, at] = [phases.length + 1, formatMinute(nextBatchAt, results.timezone)]
  return Date.parse(results.computedAt) > Date.parse(nextBatchAt) + LATE_MS
    ? `Batch ${next} is due since ${at} and waits; below stands why, under what happened.`
    : `Batch ${next} comes on ${at}, or within the hour after.`
}

const weightOf = (split: ExperimentDetail['split'], key: string): number =>
  split.find(({ variation }) => variation === key)?.weight ?? 0

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
