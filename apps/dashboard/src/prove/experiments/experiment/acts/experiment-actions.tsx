import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ExperimentResults } from '@throughline/contract/experiment-results'
import { archiveExperiment, type ExperimentDetail } from '@throughline/contract/experiments'
import { useState } from 'react'
import { call } from '../../../../api.ts'
import { ConfirmDialog } from '../../../../ui/confirm-dialog.tsx'
import button from '../../../../ui/link-button.module.css'
import { currentTraffic } from '../../experiment-words.ts'
import { useExperimentAct } from '../../use-experiments.ts'
import classes from './acts.module.css'
import { GrowDialog } from './grow-dialog.tsx'
import { ShipDialog } from './ship-dialog.tsx'
import { StopDialog } from './stop-dialog.tsx'

type Act = 'ship' | 'grow' | 'stop' | 'archive'

/** What can be done with an experiment as it stands; what the verdict recommends comes first. */
export function ExperimentActions(props: {
  experiment: ExperimentDetail
  results: ExperimentResults | undefined
}) {
  const { experiment, results } = props
  const { id, state, shipped } = experiment
  const [act, setAct] = useState<Act>()
  const close = (): void => setAct(undefined)
  const recommendation = results?.verdict.recommendation
  const running = state === 'running'
  const stopFirst = recommendation === 'repair' || recommendation === 'stop'
  const ship = (
    <Button
      key="ship"
      variant={recommendation === 'ship' ? 'filled' : 'default'}
      onClick={() => setAct('ship')}
    >
      Ship a variation…
    </Button>
  )
  const stop = (
    <Button key="stop" variant={stopFirst ? 'filled' : 'default'} onClick={() => setAct('stop')}>
      Stop…
    </Button>
  )
  return (
    <div className={classes.acts}>
      {running ? (stopFirst ? [stop, ship] : [ship, stop]) : null}
      {state === 'stopped' && shipped === null ? ship : null}
      {running && experiment.bandit === null && currentTraffic(experiment) < 100 ? (
        <Button variant="default" onClick={() => setAct('grow')}>
          Let more in…
        </Button>
      ) : null}
      {state === 'archived' ? null : (
        <Link to="/experiments/$id/edit" params={{ id }} className={button.linkButton ?? ''}>
          Change words and metrics
        </Link>
      )}
      <Link to="/experiments/$id/report" params={{ id }} className={button.linkButton ?? ''}>
        Report to share
      </Link>
      {state === 'stopped' ? (
        <Button variant="subtle" onClick={() => setAct('archive')}>
          Put away
        </Button>
      ) : null}
      {act === 'ship' ? <ShipDialog experiment={experiment} results={results} onClose={close} /> : null}
      {act === 'grow' ? <GrowDialog experiment={experiment} onClose={close} /> : null}
      {act === 'stop' ? <StopDialog experiment={experiment} onClose={close} /> : null}
      {act === 'archive' ? <Archive experiment={experiment} onClose={close} /> : null}
    </div>
  )
}

function Archive({ experiment, onClose }: { experiment: ExperimentDetail; onClose: () => void }) {
  const archive = useExperimentAct(
    () => call(archiveExperiment, { params: { id: experiment.id } }),
    () => onClose(),
  )
  return (
    <ConfirmDialog
      opened
      title={`Put “${experiment.name}” away?`}
      action="Put it away"
      pending={archive.isPending}
      problem={archive.error?.message}
      onClose={onClose}
      onConfirm={() => archive.mutate(undefined)}
    >
      <p>
        It leaves the list. Its results stay, and the list shows it again where archived ones are asked for.
      </p>
    </ConfirmDialog>
  )
}
