import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { draftFromFinding, type Experiment, listExperiments } from '@throughline/contract/experiments'
import type { Finding } from '@throughline/contract/friction'
import { call, keyOf } from '../../../api.ts'
import { formatDate } from '../../../format/date.ts'
import { Chip } from '../../../ui/chip.tsx'
import { FindingText } from '../../../understand/reports/result/finding.tsx'
import { useView } from '../../../view/use-view.ts'
import { standingLooks, stateLooks } from '../experiment-words.ts'
import { useExperiments } from '../use-experiments.ts'
import classes from './finding-experiments.module.css'

/** The experiments that came from a finding with what they found, and the way to start one. */
export function FindingExperiments({ finding }: { finding: Pick<Finding, 'id' | 'actions'> }) {
  const known = useExperiments().data?.experiments.filter((one) => one.finding === finding.id) ?? []
  // Archived ones are not in the list; the finding remembers their title.
  const others = finding.actions.filter(
    ({ kind, id }) => kind === 'experiment' && !known.some((one) => one.id === id),
  )
  return (
    <>
      <ul className={classes.list}>
        {known.map((experiment) => (
          <Known key={experiment.id} experiment={experiment} />
        ))}
        {others.map(({ id, title, at }) => (
          <Other key={id} id={id} title={title} at={at} />
        ))}
      </ul>
      <StartExperiment id={finding.id} first={known.length + others.length === 0} />
    </>
  )
}

function Known({ experiment }: { experiment: Experiment }) {
  const { id, name, state, standing } = experiment
  const look = standing && standing.state !== 'not_started' ? standingLooks[standing.state] : undefined
  return (
    <li>
      <Chip tone={stateLooks[state].tone}>
        {state === 'draft' ? 'experiment, draft' : `experiment, ${stateLooks[state].word}`}
      </Chip>{' '}
      {look ? <Chip tone={look.tone}>{look.word}</Chip> : null}{' '}
      <Link to={state === 'draft' ? '/experiments/$id/edit' : '/experiments/$id'} params={{ id }}>
        {name}
      </Link>
      {standing && standing.sentence.length > 0 ? (
        <p>
          <FindingText finding={standing.sentence} />
        </p>
      ) : null}
    </li>
  )
}

function Other({ id, title, at }: { id: string; title: string; at: string }) {
  const { timezone } = useView().period
  return (
    <li>
      <Chip tone="thread">experiment</Chip>{' '}
      <Link to="/experiments/$id" params={{ id }}>
        {title}
      </Link>
      <small>{formatDate(at, timezone)}</small>
    </li>
  )
}

/** Makes a draft that knows metric, audience, guardrails and size from the finding, and opens it. */
function StartExperiment({ id, first }: { id: string; first: boolean }) {
  const { from, to, timezone } = useView().period
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const start = useMutation({
    mutationFn: () => call(draftFromFinding, { body: { id, from, to, timezone } }),
    onSuccess: async (draft) => {
      await queryClient.invalidateQueries({ queryKey: keyOf(listExperiments) })
      return navigate({ to: '/experiments/$id/edit', params: { id: draft.id } })
    },
  })
  return (
    <>
      <p className={classes.why}>
        {first
          ? 'This is an observation. An experiment proves it: metric, audience, guardrails and size come from here.'
          : 'Another try starts from here too.'}
      </p>
      <Button variant="default" loading={start.isPending} onClick={() => start.mutate()}>
        Start an experiment
      </Button>
      {start.error ? (
        <p role="alert" className={classes.problem}>
          {start.error.message}
        </p>
      ) : null}
    </>
  )
}
