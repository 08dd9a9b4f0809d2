import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { getRecording, type Recording } from '@throughline/contract/recordings'
import { query } from '../../../api.ts'
import { ApiProblem } from '../../../api-problem.ts'
import { formatMinute } from '../../../format/date.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Loss, PageTitle } from '../../../ui/page-title.tsx'
import { useView } from '../../../view/use-view.ts'
import { countryName } from '../country-name.ts'
import { unknownName, useRecordedName } from '../recorded-person.tsx'
import { deviceText } from '../recordings-table.tsx'
import { DeleteRecording } from './delete-recording.tsx'
import classes from './player.module.css'
import { Player } from './player.tsx'
import { PlayerSkeleton } from './player-skeleton.tsx'
import { recordingFinding } from './recording-sentence.ts'

const route = getRouteApi('/shell/recordings/$id')

/** One recording, to be watched. */
export function RecordingPage() {
  const { id } = route.useParams()
  const recording = useQuery({
    ...query(getRecording, { params: { id } }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (recording.isPending) return <PlayerSkeleton />
  if (recording.error instanceof ApiProblem && recording.error.code === 'not_found') return <Gone />
  if (recording.isError) {
    return (
      <ErrorState
        title="This recording could not be loaded"
        error={recording.error}
        onRetry={() => recording.refetch()}
      />
    )
  }
  return <Watch key={id} recording={recording.data} />
}

function Watch({ recording }: { recording: Recording }) {
  const { timezone } = useView().period
  const name = useRecordedName(recording.profileId)
  const { visit, trouble } = recordingFinding(name ?? unknownName, recording)
  const { viewport, startedAt, country } = recording
  const facts = [
    formatMinute(startedAt, timezone),
    deviceText(recording),
    `${viewport.width} × ${viewport.height}`,
    country && countryName(country),
  ].filter((fact) => fact !== null && fact !== '')
  return (
    <>
      <PageTitle
        above={<Link to="/recordings">Recordings</Link>}
        sub={`${facts.join(' · ')}. Times in ${timezone}.`}
        actions={
          <div className={classes.actions}>
            {recording.profileId === null || name === undefined ? null : (
              <Link to="/people/$id" params={{ id: recording.profileId }}>
                All that is known of {name}
              </Link>
            )}
            <DeleteRecording id={recording.id} />
          </div>
        }
      >
        {visit}
        {trouble === undefined ? null : (
          <>
            {' '}
            and met <Loss>{trouble}</Loss>
          </>
        )}
        .
      </PageTitle>
      <Player recording={recording} timezone={timezone} />
    </>
  )
}

function Gone() {
  return (
    <EmptyState
      title="There is no such recording any more."
      why="Recordings are kept for some time only, and go when somebody deletes them, takes their consent back, or is forgotten."
      action={<Link to="/recordings">Show all recordings</Link>}
    />
  )
}
