import { Button, NumberInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import {
  changeExperimentHoldout,
  createExperimentLayer,
  type ExperimentLayer,
  getExperimentHoldout,
  listExperimentLayers,
} from '@throughline/contract/experiment-layers'
import { useState } from 'react'
import { call, keyOf, query } from '../../../api.ts'
import { formatCount } from '../../../format/number.ts'
import { Card } from '../../../ui/card.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { RowsSkeleton } from '../../../ui/skeletons.tsx'
import { percentText } from '../experiment-words.ts'
import { LayerForm } from './layer-form.tsx'
import classes from './settings.module.css'

/** Which experiments share no visitor, and who is kept out of all of them. */
export function ExperimentSettingsPage() {
  const layers = useQuery(query(listExperimentLayers, {}))
  const holdout = useQuery(query(getExperimentHoldout, {}))
  return (
    <>
      <PageTitle
        above={
          <>
            <Link to="/experiments">Experiments</Link> / Layers and holdout
          </>
        }
        sub="Experiments may overlap: chance mixes them evenly. Put two into one layer only where their changes would get in each other’s way."
      >
        {titleOf(layers.data?.layers.length, holdout.data?.share)}
      </PageTitle>
      <Card title="Layers" hint="Within a layer each visitor takes part in one experiment at most">
        {layers.isPending ? <RowsSkeleton rows={3} /> : null}
        {layers.isError ? (
          <ErrorState
            inset
            title="The layers could not be loaded"
            error={layers.error}
            onRetry={() => layers.refetch()}
          />
        ) : null}
        {layers.isSuccess ? <Layers layers={layers.data.layers} /> : null}
      </Card>
      <Card title="Holdout" hint="Visitors who are kept out of every experiment">
        {holdout.isPending ? <RowsSkeleton rows={2} /> : null}
        {holdout.isError ? (
          <ErrorState
            inset
            title="The holdout could not be loaded"
            error={holdout.error}
            onRetry={() => holdout.refetch()}
          />
        ) : null}
        {holdout.isSuccess ? <HoldoutForm share={holdout.data.share} /> : null}
      </Card>
    </>
  )
}

function titleOf(layers: number | undefined, share: number | undefined): string {
  const kept =
    share === undefined || share === 0 ? 'nobody is' : `${percentText(share * 100)} of visitors are`
  const count = layers === undefined || layers === 0 ? 'No layer yet' : formatCount(layers, 'layer')
  return `${count}; ${kept} kept out of all experiments.`
}

function Layers({ layers }: { layers: readonly ExperimentLayer[] }) {
  const queryClient = useQueryClient()
  const create = useMutation({
    mutationFn: (name: string) => call(createExperimentLayer, { body: { name } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keyOf(listExperimentLayers) }),
  })
  return (
    <>
      {layers.length === 0 ? (
        <p className={classes.note}>
          There is none yet. Most shops need none: make one when two experiments change the same part of a
          page.
        </p>
      ) : null}
      {layers.map((layer) => (
        <section key={layer.id} className={classes.layer}>
          <div className={classes.layerHead}>
            <h3>{layer.name}</h3>
            <span>{percentText(layer.free)} free</span>
          </div>
          <div className={classes.strip} aria-hidden="true">
            {layer.held.map(({ experiment, traffic }) => (
              <span key={experiment} style={{ width: `${traffic}%` }} />
            ))}
          </div>
          {layer.held.length === 0 ? (
            <p className={classes.note}>No experiment runs in it.</p>
          ) : (
            <ul className={classes.held}>
              {layer.held.map(({ experiment, name, traffic }) => (
                <li key={experiment}>
                  <Link to="/experiments/$id" params={{ id: experiment }}>
                    {name}
                  </Link>
                  <span>{percentText(traffic)}</span>
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
      <LayerForm pending={create.isPending} problem={create.error?.message} onSave={create.mutate} />
    </>
  )
}

function HoldoutForm({ share }: { share: number }) {
  const queryClient = useQueryClient()
  const [percent, setPercent] = useState<number | string>(Math.round(share * 10_000) / 100)
  const change = useMutation({
    mutationFn: (next: number) => call(changeExperimentHoldout, { body: { share: next } }),
    onSuccess: (saved) => queryClient.setQueryData(query(getExperimentHoldout, {}).queryKey, saved),
  })
  const next = Number(percent) / 100
  const valid = percent !== '' && next >= 0 && next <= 0.5
  return (
    <>
      <p className={classes.note}>
        They see the shop as it was, whatever is tried, so that you can tell after a quarter what all
        experiments together were worth. Between 1 and 5 per cent is usual. A change holds for experiments
        that start from now on.
      </p>
      <div className={classes.holdout}>
        <NumberInput
          label="Kept out of every experiment"
          value={percent}
          onChange={setPercent}
          min={0}
          max={50}
          decimalScale={2}
          suffix={'\u202f%'}
          w={200}
        />
        <Button h={36} loading={change.isPending} disabled={!valid} onClick={() => change.mutate(next)}>
          Save
        </Button>
        <span role="status" className={classes.note}>
          {change.isSuccess ? 'Saved' : ''}
        </span>
      </div>
      {change.error ? <p role="alert">{change.error.message}</p> : null}
    </>
  )
}
