import type {
  ExperimentHealth,
  ExperimentResults,
  HealthCheck,
} from '@throughline/contract/experiment-results'
import { Card } from '../../../ui/card.tsx'
import { Chip, type Tone } from '../../../ui/chip.tsx'
import classes from './experiment.module.css'

type State = ExperimentHealth['state']

const looks: Readonly<Record<State, { readonly word: string; readonly tone: Tone }>> = {
  good: { word: 'good', tone: 'gain' },
  warning: { word: 'look at it', tone: 'warn' },
  stop: { word: 'stop', tone: 'loss' },
}

const names: Readonly<Record<HealthCheck, string>> = {
  sample_ratio: 'Shares as planned',
  both_variations: 'Saw only one',
  exposures: 'Still arriving',
  novelty: 'Wears off',
  outliers: 'Single large ones',
  flag: 'Flag untouched',
  past_imbalance: 'Alike before',
}

const order: readonly State[] = ['stop', 'warning', 'good']

/** Whether the figures can be trusted, what is wrong first. */
export function HealthCard({ results }: { results: ExperimentResults }) {
  const { checks, state } = results.health
  const sorted = checks.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
  return (
    <Card title="Can it be trusted" tools={<Chip tone={looks[state].tone}>{looks[state].word}</Chip>}>
      <dl className={classes.checks}>
        {sorted.map(({ check, state: one, sentence }) => (
          <div key={check}>
            <dt>
              <span className={classes.dot} data-state={one} aria-hidden="true" />
              {names[check]}
            </dt>
            <dd>
              {one === 'good' ? null : (
                <b data-state={one}>{looks[one].word === 'stop' ? 'Stop: ' : 'Careful: '}</b>
              )}
              {sentence}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
