import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import {
  deleteExperimentMetric,
  type ExperimentMetric,
  listExperimentMetrics,
} from '@throughline/contract/experiment-metrics'
import { useState } from 'react'
import { call, keyOf } from '../../../api.ts'
import { formatCount } from '../../../format/number.ts'
import { Card } from '../../../ui/card.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { PageSkeleton } from '../../../ui/skeletons.tsx'
import { type Column, DataTable } from '../../../ui/table/data-table.tsx'
import { MetricDialog } from './metric-dialog.tsx'
import { metricText } from './metric-words.ts'
import classes from './metrics.module.css'
import { useMetrics } from './use-metrics.ts'

type Dialog = { readonly kind: 'form' | 'delete'; readonly metric?: ExperimentMetric }

/** What experiments can be decided by: what came with the product, and what the team made. */
export function MetricsPage() {
  const metrics = useMetrics()
  const [dialog, setDialog] = useState<Dialog>()
  const close = (): void => setDialog(undefined)
  if (metrics.isPending) return <PageSkeleton />
  if (metrics.isError) {
    return (
      <ErrorState
        title="The metrics could not be loaded"
        error={metrics.error}
        onRetry={() => metrics.refetch()}
      />
    )
  }
  const all = metrics.data.metrics
  const own = all.filter(({ readyMade }) => !readyMade)
  return (
    <>
      <PageTitle
        above={
          <>
            <Link to="/experiments">Experiments</Link> / Metrics
          </>
        }
        sub="A metric says what is counted of each person, session or group after it was first shown the change. One of them decides an experiment; others guard that nothing else is hurt."
        actions={<Button onClick={() => setDialog({ kind: 'form' })}>New metric</Button>}
      >
        {titleOf(all.length, own.length)}
      </PageTitle>
      <Card>
        <DataTable
          caption="Metrics of experiments"
          columns={columnsOf(setDialog)}
          rows={all}
          rowKey={({ id }) => id}
        />
      </Card>
      {dialog?.kind === 'form' ? <MetricDialog opened metric={dialog.metric} onClose={close} /> : null}
      <DeleteMetric metric={dialog?.kind === 'delete' ? dialog.metric : undefined} onClose={close} />
    </>
  )
}

function titleOf(all: number, own: number): string {
  const count = formatCount(all, 'metric')
  return own === 0 ? `${count} are ready to use.` : `${count}, ${own} of your own.`
}

function columnsOf(open: (dialog: Dialog) => void): Column<ExperimentMetric>[] {
  return [
    {
      key: 'name',
      header: 'Metric',
      value: ({ name }) => name,
      cell: ({ name, readyMade }) => (
        <span className={classes.name}>
          {name} {readyMade ? <Chip>ready-made</Chip> : null}
        </span>
      ),
    },
    {
      key: 'about',
      header: 'What it measures',
      value: ({ definition }) => metricText(definition),
      cell: ({ definition, description }) => (
        <div className={classes.about}>
          {metricText(definition)}
          {description === '' ? null : <div className={classes.note}>{description}</div>}
        </div>
      ),
    },
    {
      key: 'better',
      header: 'Good is',
      value: ({ definition }) => (definition.better === 'up' ? 'more' : 'less'),
    },
    {
      key: 'used',
      header: 'Experiments',
      align: 'right',
      value: ({ usedBy }) => usedBy,
    },
    {
      key: 'actions',
      header: 'Actions',
      sortable: false,
      align: 'right',
      value: () => null,
      cell: (metric) =>
        metric.readyMade ? (
          '–'
        ) : (
          <>
            <Button variant="subtle" size="compact-xs" onClick={() => open({ kind: 'form', metric })}>
              Change<span className="visually-hidden"> {metric.name}</span>
            </Button>
            <Button
              variant="subtle"
              size="compact-xs"
              disabled={metric.usedBy > 0}
              onClick={() => open({ kind: 'delete', metric })}
            >
              Delete<span className="visually-hidden"> {metric.name}</span>
            </Button>
          </>
        ),
    },
  ]
}

function DeleteMetric({ metric, onClose }: { metric: ExperimentMetric | undefined; onClose: () => void }) {
  const queryClient = useQueryClient()
  const remove = useMutation({
    mutationFn: (id: string) => call(deleteExperimentMetric, { params: { id } }),
    onSuccess: () => {
      onClose()
      return queryClient.invalidateQueries({ queryKey: keyOf(listExperimentMetrics) })
    },
  })
  return (
    <ConfirmDialog
      opened={metric !== undefined}
      title={`Delete “${metric?.name ?? ''}”?`}
      action="Delete the metric"
      pending={remove.isPending}
      problem={remove.error?.message}
      onClose={onClose}
      onConfirm={() => metric && remove.mutate(metric.id)}
    >
      <p>No experiment uses it. Events stay as they are.</p>
    </ConfirmDialog>
  )
}
