import { Link, useNavigate } from '@tanstack/react-router'
import { createExperiment } from '@throughline/contract/experiments'
import { call } from '../../../api.ts'
import { PageTitle } from '../../../ui/page-title.tsx'
import { useExperimentAct } from '../use-experiments.ts'
import { bodyOf, type ExperimentDraft } from './experiment-draft.ts'
import { ExperimentForm } from './experiment-form.tsx'

/** Makes a draft. Nothing happens to visitors until it is started. */
export function NewExperimentPage() {
  const navigate = useNavigate()
  const create = useExperimentAct(
    (draft: ExperimentDraft) => call(createExperiment, { body: bodyOf(draft) }),
    ({ id }) => void navigate({ to: '/experiments/$id/edit', params: { id }, replace: true }),
  )
  return (
    <>
      <PageTitle
        above={<Link to="/experiments">Experiments</Link>}
        sub="Say what you change, for whom, and by what it is decided. Nothing happens to visitors until you start it."
      >
        New experiment
      </PageTitle>
      <ExperimentForm
        action="Save the draft"
        pending={create.isPending}
        problem={create.error?.message}
        onSave={create.mutate}
      />
    </>
  )
}
