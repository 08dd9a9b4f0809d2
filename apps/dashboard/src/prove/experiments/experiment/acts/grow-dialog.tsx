import { NumberInput } from '@mantine/core'
import { type ExperimentDetail, growExperiment } from '@throughline/contract/experiments'
import { useState } from 'react'
import { call } from '../../../../api.ts'
import { currentTraffic, percentText } from '../../experiment-words.ts'
import { useExperimentAct } from '../../use-experiments.ts'
import { ActDialog } from './act-dialog.tsx'
import classes from './acts.module.css'

/** Lets more of the audience in. */
export function GrowDialog({ experiment, onClose }: { experiment: ExperimentDetail; onClose: () => void }) {
  const now = currentTraffic(experiment)
  const [traffic, setTraffic] = useState<number | string>(Math.min(100, now * 2))
  const grow = useExperimentAct(
    (next: number) => call(growExperiment, { params: { id: experiment.id }, body: { traffic: next } }),
    () => onClose(),
  )
  const next = Number(traffic)
  return (
    <ActDialog
      title="Let more visitors in"
      action="Let them in"
      pending={grow.isPending}
      problem={grow.error?.message}
      ready={next > now && next <= 100}
      onSubmit={() => grow.mutate(next)}
      onClose={onClose}
    >
      <NumberInput
        label="Of the audience take part"
        description={`${percentText(now)} do now`}
        value={traffic}
        onChange={setTraffic}
        min={now}
        max={100}
        decimalScale={2}
        suffix={'\u202f%'}
        data-autofocus
      />
      <p className={classes.why}>
        It only goes up: whoever is in stays with what they have seen, so that nobody meets two versions. To
        take it away from everybody, stop the experiment.
      </p>
    </ActDialog>
  )
}
