import { Radio, Textarea } from '@mantine/core'
import type { ExperimentResults } from '@throughline/contract/experiment-results'
import { type ExperimentDetail, shipVariation } from '@throughline/contract/experiments'
import { useState } from 'react'
import { call } from '../../../../api.ts'
import { useSegments } from '../../../../understand/segments/use-segments.ts'
import { variationName } from '../../experiment-words.ts'
import { audienceText } from '../../form/audience-words.ts'
import { useExperimentAct } from '../../use-experiments.ts'
import { ActDialog } from './act-dialog.tsx'
import classes from './acts.module.css'
import { shipWarning } from './ship-warning.ts'

/** Gives one variation to the whole audience. What the results say against it stands beside the button. */
export function ShipDialog(props: {
  experiment: ExperimentDetail
  results: ExperimentResults | undefined
  onClose: () => void
}) {
  const { experiment, results, onClose } = props
  const { id, variations, control, flag, environment, state, audience } = experiment
  const segments = useSegments()
  const first = variations.find(({ key }) => key !== control)?.key ?? ''
  const [variation, setVariation] = useState(suggested(results, control) ?? first)
  const [reason, setReason] = useState('')
  const ship = useExperimentAct(
    () =>
      call(shipVariation, {
        params: { id },
        body: { variation, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) },
      }),
    () => onClose(),
  )
  const name = variationName(experiment, variation)
  const nameOfSegment = (key: string): string => segments.find((one) => one.id === key)?.name ?? key
  const warning = shipWarning(results, variation, control)
  return (
    <ActDialog
      title="Ship a variation"
      action={audience.length === 0 ? `Give everybody “${name}”` : `Give the audience “${name}”`}
      pending={ship.isPending}
      problem={ship.error?.message}
      ready={warning === undefined || reason.trim() !== ''}
      onSubmit={() => ship.mutate(undefined)}
      onClose={onClose}
    >
      <Radio.Group
        label={audience.length === 0 ? 'Everybody gets' : 'The whole audience gets'}
        value={variation}
        onChange={setVariation}
      >
        <div className={classes.choices}>
          {variations.map(({ key }) => (
            <Radio
              key={key}
              value={key}
              label={variationName(experiment, key)}
              {...(key === control ? { description: 'How it is now' } : {})}
            />
          ))}
        </div>
      </Radio.Group>
      {warning === undefined ? null : (
        <p className={classes.warning} role="note">
          {warning}
        </p>
      )}
      <p className={classes.why}>
        In {environment}, <code>{flag}</code> answers “{name}” for{' '}
        {audience.length === 0 ? (
          'everybody'
        ) : (
          <>
            everybody in the audience: <b>{audienceText(audience, nameOfSegment)}</b>
          </>
        )}
        , whether they took part or not.
        {audience.length === 0 ? '' : ' All others get what the flag’s other rules say.'}
        {state === 'running' ? ' The experiment ends.' : ''} The flag’s history can take it back.
      </p>
      <Textarea
        label={warning === undefined ? 'Why' : 'Why you ship it all the same'}
        description={`${warning === undefined ? 'Optional; it' : 'It'} stands in the report`}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        maxLength={4000}
        autosize
        minRows={2}
      />
    </ActDialog>
  )
}

/** What the results speak for: a winner, or how it is now where the change does harm. */
function suggested(results: ExperimentResults | undefined, control: string | null): string | undefined {
  if (results?.verdict.recommendation === 'ship') return results.verdict.variation ?? undefined
  return results?.verdict.recommendation === 'keep_control' ? (control ?? undefined) : undefined
}
