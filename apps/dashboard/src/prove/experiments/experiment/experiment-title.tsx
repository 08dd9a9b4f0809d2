import { Link } from '@tanstack/react-router'
import type { ExperimentResults } from '@throughline/contract/experiment-results'
import type { ExperimentDetail } from '@throughline/contract/experiments'
import { formatDate, formatMinute } from '../../../format/date.ts'
import { unbroken } from '../../../format/number.ts'
import { Chip } from '../../../ui/chip.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { FindingText } from '../../../understand/reports/result/finding.tsx'
import {
  countUnits,
  currentTraffic,
  percentText,
  periodText,
  runText,
  shippedText,
  standingLooks,
  stateLooks,
} from '../experiment-words.ts'
import { ExperimentActions } from './acts/experiment-actions.tsx'
import classes from './experiment.module.css'

/** The verdict as one sentence, what to do now, and the ways to do it. */
export function ExperimentTitle(props: {
  experiment: ExperimentDetail
  results: ExperimentResults | undefined
}) {
  const { experiment, results } = props
  const { name, state, shipped, flag } = experiment
  const standing = results?.verdict.state ?? experiment.standing?.state
  const look = standing === undefined || standing === 'not_started' ? undefined : standingLooks[standing]
  return (
    <>
      <PageTitle
        above={
          <span className={classes.above}>
            <Link to="/experiments">Experiments</Link> / <b>{name}</b>{' '}
            <Chip tone={stateLooks[state].tone}>{stateLooks[state].word}</Chip>
            {look ? <Chip tone={look.tone}>{look.word}</Chip> : null}
            {shipped === null ? null : <Chip tone="thread">{shippedText(experiment, shipped)}</Chip>}
          </span>
        }
        sub={results ? nextText(results) : undefined}
      >
        {results ? (
          <FindingText finding={results.verdict.sentence} />
        ) : experiment.standing ? (
          <FindingText finding={experiment.standing.sentence} />
        ) : (
          `“${flag}” has not been shown to anybody.`
        )}
      </PageTitle>
      {results ? <Basis experiment={experiment} results={results} /> : null}
      <ExperimentActions experiment={experiment} results={results} />
    </>
  )
}

/** What to do now, and when an answer is likely where there is none. */
function nextText({ verdict: { next, expectedOn } }: ExperimentResults): string {
  if (expectedOn === null) return next
  return `${next} An answer is likely around ${formatDate(`${expectedOn}T00:00:00Z`, 'UTC')}.`
}

/** On how many, from when to when, and what else is to be known. */
function Basis({ experiment, results }: { experiment: ExperimentDetail; results: ExperimentResults }) {
  const { arms, from, to, timezone, computedAt, verdict } = results
  const units = arms.reduce((sum, arm) => sum + arm.units, 0)
  const period =
    from === null ? runText(experiment, Date.now()) : periodText(from, to ?? computedAt, timezone)
  return (
    <>
      {verdict.reasons.length > 0 ? (
        <ul className={classes.reasons}>
          {verdict.reasons.map((reason) => (
            <li key={reason}>{unbroken(reason)}</li>
          ))}
        </ul>
      ) : null}
      <p className={classes.basis}>
        {countUnits(units, experiment.unit)} · {period}
        {experiment.state === 'running' ? ` · ${percentText(currentTraffic(experiment))} take part` : ''}
        {' · worked out '}
        {formatMinute(computedAt, timezone)}
      </p>
    </>
  )
}
