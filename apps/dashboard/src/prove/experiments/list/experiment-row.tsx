import { Link } from '@tanstack/react-router'
import type { Experiment } from '@throughline/contract/experiments'
import { Chip } from '../../../ui/chip.tsx'
import rowLink from '../../../ui/row-link.module.css'
import { FindingText } from '../../../understand/reports/result/finding.tsx'
import {
  comparisonText,
  countUnits,
  currentTraffic,
  percentText,
  runText,
  shippedText,
  standingLooks,
  stateLooks,
} from '../experiment-words.ts'
import classes from './list.module.css'

/** One experiment: what it changes, by what it is decided, how long it runs, and what is known in one sentence. */
export function ExperimentRow({
  experiment,
  metric,
}: {
  experiment: Experiment
  metric: string | undefined
}) {
  const { id, name, flag, environment, state, shipped, standing, unit } = experiment
  const compared = comparisonText(experiment)
  return (
    <li className={`${classes.row} ${rowLink.row}`}>
      <div>
        <Link
          to={state === 'draft' ? '/experiments/$id/edit' : '/experiments/$id'}
          params={{ id }}
          className={rowLink.link ?? ''}
        >
          {name}
        </Link>
        <p className={classes.verdict}>
          <Said experiment={experiment} />
        </p>
        <p className={classes.meta}>
          <code>{flag === '' ? 'no flag yet' : flag}</code>
          {environment === 'production' ? '' : ` in ${environment}`}
          {compared === '' ? '' : `: ${compared}`}
          {' · '}
          {metric === undefined ? 'no metric yet' : `decided by ${lowerFirst(metric)}`}
        </p>
      </div>
      <div className={classes.side}>
        <span>
          <Chip tone={stateLooks[state].tone}>
            {shipped === null ? stateLooks[state].word : shippedText(experiment, shipped)}
          </Chip>{' '}
          <Standing experiment={experiment} />
        </span>
        <small>
          {runText(experiment, Date.now())}
          {standing && standing.units > 0 ? ` · ${countUnits(standing.units, unit)}` : ''}
          {state === 'running' ? ` · ${percentText(currentTraffic(experiment))} take part` : ''}
        </small>
      </div>
    </li>
  )
}

function Standing({ experiment: { standing } }: { experiment: Experiment }) {
  if (!standing || standing.state === 'not_started') return null
  const { word, tone } = standingLooks[standing.state]
  return <Chip tone={tone}>{word}</Chip>
}

function Said({ experiment: { standing, state, hypothesis } }: { experiment: Experiment }) {
  if (standing && standing.sentence.length > 0) return <FindingText finding={standing.sentence} />
  return state === 'draft' ? hypothesis : 'Nothing is known yet.'
}

const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`
