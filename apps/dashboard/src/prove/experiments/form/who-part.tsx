import { Button, NumberInput, Select } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { createExperimentLayer, listExperimentLayers } from '@throughline/contract/experiment-layers'
import { experimentUnits } from '@throughline/contract/experiments'
import { useState } from 'react'
import { call, keyOf, query } from '../../../api.ts'
import { percentText } from '../experiment-words.ts'
import { LayerForm } from '../settings/layer-form.tsx'
import { AudiencePart } from './audience-part.tsx'
import type { ExperimentDraft } from './experiment-draft.ts'
import classes from './form.module.css'

interface Part {
  readonly draft: ExperimentDraft
  readonly onChange: (draft: ExperimentDraft) => void
}

const units = [
  { value: 'person', label: 'People: one sees the same at every visit' },
  { value: 'session', label: 'Sessions: every visit is drawn anew' },
  { value: 'group', label: 'Groups: all of a company see the same' },
] as const

/** Who takes part, what is drawn, how many of them, and with which other experiments nobody is shared. */
export function WhoPart({ draft, onChange }: Part) {
  return (
    <>
      <div>
        <h3 className={classes.label}>Audience</h3>
        <p className={classes.hint}>
          {draft.audience.length === 0
            ? 'Everyone whose page asks for the flag.'
            : 'All conditions must hold.'}
        </p>
        <AudiencePart audience={draft.audience} onChange={(audience) => onChange({ ...draft, audience })} />
      </div>
      <div className={classes.pair}>
        <Select
          label="What is drawn"
          description="And counted as one"
          data={[...units]}
          value={draft.unit}
          onChange={(value) => {
            const unit = experimentUnits.find((one) => one === value)
            if (unit) onChange({ ...draft, unit })
          }}
          allowDeselect={false}
        />
        <NumberInput
          label="Of the audience take part"
          description="It can grow later, never shrink"
          value={draft.traffic}
          min={0.01}
          max={100}
          decimalScale={2}
          suffix={'\u202f%'}
          onChange={(value) => {
            const traffic = Number(value)
            if (traffic > 0 && traffic <= 100) onChange({ ...draft, traffic })
          }}
        />
      </div>
      <LayerPart draft={draft} onChange={onChange} />
    </>
  )
}

function LayerPart({ draft, onChange }: Part) {
  const queryClient = useQueryClient()
  const { data } = useQuery(query(listExperimentLayers, {}))
  const [making, setMaking] = useState(false)
  const create = useMutation({
    mutationFn: (name: string) => call(createExperimentLayer, { body: { name } }),
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: keyOf(listExperimentLayers) })
      onChange({ ...draft, layer: id })
      setMaking(false)
    },
  })
  return (
    <div>
      <Select
        label="Never together with"
        description="Experiments of one layer share no visitor. Choose one where two changes would get in each other’s way."
        data={[
          { value: '', label: 'nothing in particular' },
          ...(data?.layers.map(({ id, name, free }) => ({
            value: id,
            label: `${name} (${percentText(free)} free)`,
          })) ?? []),
        ]}
        value={draft.layer ?? ''}
        onChange={(id) => onChange({ ...draft, layer: id === null || id === '' ? null : id })}
        allowDeselect={false}
      />
      {making ? (
        <LayerForm
          pending={create.isPending}
          problem={create.error?.message}
          onSave={create.mutate}
          onCancel={() => setMaking(false)}
        />
      ) : (
        <Button variant="subtle" size="compact-sm" onClick={() => setMaking(true)}>
          Make a layer
        </Button>
      )}
    </div>
  )
}
