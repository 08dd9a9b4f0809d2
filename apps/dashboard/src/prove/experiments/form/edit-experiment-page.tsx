import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import {
  changeExperiment,
  deleteExperiment,
  type ExperimentDetail,
  listExperiments,
  startExperiment,
} from '@throughline/contract/experiments'
import { useState } from 'react'
import { call, keyOf } from '../../../api.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { PageSkeleton } from '../../../ui/skeletons.tsx'
import { useExperiment, useExperimentAct } from '../use-experiments.ts'
import { ChecksList, canStart } from './checks-list.tsx'
import { bodyOf, type ExperimentDraft, startedBodyOf } from './experiment-draft.ts'
import { ExperimentForm } from './experiment-form.tsx'
import { StartDialog } from './start-dialog.tsx'

const route = getRouteApi('/shell/experiments/$id/edit')

/** A draft, to be finished and started; of an experiment that was started, what may still be said of it. */
export function EditExperimentPage() {
  const { id } = route.useParams()
  const experiment = useExperiment(id)
  if (experiment.isPending) return <PageSkeleton />
  if (experiment.isError) {
    return (
      <ErrorState
        title="This experiment could not be loaded"
        error={experiment.error}
        onRetry={() => experiment.refetch()}
      />
    )
  }
  return <Edit key={id} experiment={experiment.data} />
}

function Edit({ experiment }: { experiment: ExperimentDetail }) {
  const { id, state, name } = experiment
  const draft = state === 'draft'
  const params = { id }
  const navigate = useNavigate()
  const save = useExperimentAct((next: ExperimentDraft) =>
    call(changeExperiment, { params, body: draft ? bodyOf(next) : startedBodyOf(next) }),
  )
  const leave = (): void => void navigate({ to: '/experiments/$id', params })
  return (
    <>
      <PageTitle
        above={
          <>
            <Link to="/experiments">Experiments</Link>
            {draft ? ' / Draft' : null}
            {draft && experiment.finding !== null ? (
              <>
                {' from '}
                <Link to="/friction/$id" params={{ id: experiment.finding }}>
                  a place where customers struggle
                </Link>
              </>
            ) : null}
            {draft ? null : (
              <>
                {' / '}
                <Link to="/experiments/$id" params={params}>
                  {name}
                </Link>
              </>
            )}
          </>
        }
        sub={
          draft
            ? 'Nothing happens to visitors until you start it.'
            : 'What is compared, for whom and by what it is decided stays as it was when it started: changing it would change what the answer means.'
        }
        actions={draft ? <DeleteDraft id={id} name={name} /> : null}
      >
        {name}
      </PageTitle>
      <ExperimentForm
        experiment={experiment}
        action={draft ? 'Save the draft' : 'Save'}
        pending={save.isPending}
        problem={save.error?.message}
        onSave={save.mutate}
        {...(draft
          ? {
              start: (unsaved: ExperimentDraft | undefined) => (
                <Start experiment={experiment} unsaved={unsaved} onStarted={leave} />
              ),
            }
          : {})}
      />
    </>
  )
}

/** What stands in the way, and the deed. What is not saved yet is not checked, so it comes first. */
function Start(props: {
  experiment: ExperimentDetail
  unsaved: ExperimentDraft | undefined
  onStarted: () => void
}) {
  const { experiment, unsaved } = props
  const [asking, ask] = useState(false)
  const start = useExperimentAct(
    () => call(startExperiment, { params: { id: experiment.id } }),
    () => props.onStarted(),
  )
  const ready = unsaved === undefined && canStart(experiment.checks)
  return (
    <>
      <ChecksList checks={experiment.checks} />
      <Button mb={10} disabled={!ready} onClick={() => ask(true)}>
        Start the experiment
      </Button>
      <StartDialog
        experiment={experiment}
        opened={asking}
        pending={start.isPending}
        problem={start.error?.message}
        onConfirm={() => start.mutate(undefined)}
        onClose={() => ask(false)}
      />
    </>
  )
}

function DeleteDraft({ id, name }: { id: string; name: string }) {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [asking, ask] = useState(false)
  const remove = useMutation({
    mutationFn: () => call(deleteExperiment, { params: { id } }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: keyOf(listExperiments) })
      return navigate({ to: '/experiments' })
    },
  })
  return (
    <>
      <Button variant="default" onClick={() => ask(true)}>
        Delete the draft
      </Button>
      <ConfirmDialog
        opened={asking}
        title={`Delete “${name}”?`}
        action="Delete the draft"
        pending={remove.isPending}
        problem={remove.error?.message}
        onClose={() => ask(false)}
        onConfirm={() => remove.mutate()}
      >
        <p>Nobody has seen it yet. Its flag and its metrics stay.</p>
      </ConfirmDialog>
    </>
  )
}
