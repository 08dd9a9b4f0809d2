import { Link } from '@tanstack/react-router'
import type { Experiment } from '@throughline/contract/experiments'
import { formatNumber } from '../../../format/number.ts'
import type { ExperimentSearch } from '../experiment-search.ts'
import { stateLooks } from '../experiment-words.ts'
import classes from './list.module.css'

type State = ExperimentSearch['state']

const choices: readonly State[] = [undefined, 'running', 'draft', 'stopped', 'archived']

/** Narrows the list to one state; each choice says how many it holds. */
export function StateFilter(props: { experiments: readonly Experiment[]; archived: number; state: State }) {
  const { experiments, archived } = props
  const countOf = (state: State): number => {
    if (state === 'archived') return archived
    return experiments.filter((one) => state === undefined || one.state === state).length
  }
  return (
    <nav aria-label="Experiments by state" className={classes.filter}>
      {choices
        .filter((state) => state === undefined || state === props.state || countOf(state) > 0)
        .map((state) => (
          <Link
            key={state ?? 'all'}
            to="/experiments"
            search={(old) => ({ ...old, state })}
            replace
            className={classes.choice ?? ''}
            activeOptions={{ exact: true, includeSearch: true }}
          >
            {state === undefined ? 'all' : stateLooks[state].word} <b>{formatNumber(countOf(state))}</b>
          </Link>
        ))}
    </nav>
  )
}
