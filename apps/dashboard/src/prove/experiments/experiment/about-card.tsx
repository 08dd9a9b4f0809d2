import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { listExperimentLayers } from '@throughline/contract/experiment-layers'
import type { ExperimentDetail } from '@throughline/contract/experiments'
import type { ReactNode } from 'react'
import { query } from '../../../api.ts'
import { formatMinute } from '../../../format/date.ts'
import { formatCount } from '../../../format/number.ts'
import { Card } from '../../../ui/card.tsx'
import { useSegments } from '../../../understand/segments/use-segments.ts'
import { comparisonText, percentText, unitsName, variationName } from '../experiment-words.ts'
import { audienceText } from '../form/audience-words.ts'
import classes from './experiment.module.css'

/** What was tried, on whom, and where it came from. */
export function AboutCard({ experiment, timezone }: { experiment: ExperimentDetail; timezone: string }) {
  const { hypothesis, flag, environment, audience, unit, finding, layer, decided, decision } = experiment
  const segments = useSegments()
  const layers = useQuery({ ...query(listExperimentLayers, {}), enabled: layer !== null })
  const nameOf = (id: string): string => segments.find((segment) => segment.id === id)?.name ?? id
  return (
    <Card title="What was tried">
      {hypothesis === '' ? null : <blockquote className={classes.hypothesis}>{hypothesis}</blockquote>}
      <dl className={classes.facts}>
        <Fact name="Compared">{comparisonText(experiment)}</Fact>
        <Fact name="Flag">
          <Link to="/flags/$key" params={{ key: flag }}>
            <code>{flag}</code>
          </Link>
          {environment === 'production' ? '' : ` in ${environment}`}
        </Fact>
        <Fact name="Audience">{audienceText(audience, nameOf)}</Fact>
        <Fact name="Drawn">
          {unitsName(unit)}
          <Phases experiment={experiment} timezone={timezone} />
        </Fact>
        {layer === null ? null : (
          <Fact name="Layer">{layers.data?.layers.find(({ id }) => id === layer)?.name ?? layer}</Fact>
        )}
        {decision.plannedDays === null ? null : <Fact name="Planned">{decision.plannedDays} days</Fact>}
        {finding === null ? null : (
          <Fact name="Came from">
            <Link to="/friction/$id" params={{ id: finding }}>
              a place where customers struggle
            </Link>
          </Fact>
        )}
        {decided === null || decided === '' ? null : <Fact name="Decided">{decided}</Fact>}
      </dl>
    </Card>
  )
}

/** Which part of the audience got which shares; a bandit's have a card of their own. */
function Phases({ experiment, timezone }: { experiment: ExperimentDetail; timezone: string }) {
  const { phases, bandit } = experiment
  if (bandit) return `, in ${bandit.batches} batches, one every ${formatCount(bandit.days, 'day')}`
  return phases.map(({ at, traffic, split }) => (
    <div key={at}>
      from {formatMinute(at, timezone)}: {percentText(traffic)} of them,{' '}
      {split
        .map(({ variation, weight }) => `${variationName(experiment, variation)} ${percentText(weight)}`)
        .join(', ')}
    </div>
  ))
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
