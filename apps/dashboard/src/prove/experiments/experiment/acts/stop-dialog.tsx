import { Textarea } from '@mantine/core'
import { type ExperimentDetail, stopExperiment } from '@throughline/contract/experiments'
import { useState } from 'react'
import { call } from '../../../../api.ts'
import { useExperimentAct } from '../../use-experiments.ts'
import { ActDialog } from './act-dialog.tsx'
import classes from './acts.module.css'

/** Ends an experiment for good, without shipping anything. */
export function StopDialog({ experiment, onClose }: { experiment: ExperimentDetail; onClose: () => void }) {
  const { id, name, flag } = experiment
  const [reason, setReason] = useState('')
  const stop = useExperimentAct(
    () =>
      call(stopExperiment, { params: { id }, body: reason.trim() === '' ? {} : { reason: reason.trim() } }),
    () => onClose(),
  )
  return (
    <ActDialog
      title={`Stop “${name}”?`}
      action="Stop it"
      pending={stop.isPending}
      problem={stop.error?.message}
      onSubmit={() => stop.mutate(undefined)}
      onClose={onClose}
    >
      <p className={classes.why}>
        From now on everybody gets what <code>{flag}</code> serves without it. What was found so far stays; it
        cannot be started again.
      </p>
      <Textarea
        label="Why"
        description="Optional; it stands in the report"
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        maxLength={4000}
        autosize
        minRows={2}
        data-autofocus
      />
    </ActDialog>
  )
}
