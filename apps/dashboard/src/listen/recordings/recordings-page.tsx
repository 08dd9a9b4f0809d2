import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { RecordingSummary } from '@throughline/contract/recordings'
import { ApiProblem } from '../../api-problem.ts'
import { Card } from '../../ui/card.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Loss, PageTitle } from '../../ui/page-title.tsx'
import { RowsSkeleton } from '../../ui/skeletons.tsx'
import { useView } from '../../view/use-view.ts'
import { NoRecordings } from './no-recordings.tsx'
import classes from './recordings.module.css'
import { RecordingsFilter } from './recordings-filter.tsx'
import { recordingsQuery } from './recordings-query.ts'
import type { RecordingsSearch } from './recordings-search.ts'
import { recordingsFinding } from './recordings-sentence.ts'
import { RecordingsTable } from './recordings-table.tsx'

const route = getRouteApi('/shell/recordings')

/** What visitors saw and did, to choose one and watch it. */
export function RecordingsPage() {
  const search = route.useSearch()
  const { period } = useView()
  const navigate = route.useNavigate()
  const { signal, path, person } = search
  const recordings = useInfiniteQuery(
    recordingsQuery({ from: period.from, to: period.to, signal, path, person }),
  )
  const change = (next: RecordingsSearch): void => {
    void navigate({ to: '/recordings', search: (old) => ({ ...old, ...next }), replace: true })
  }
  const rows = recordings.data?.pages.flatMap((page) => page.recordings) ?? []
  const unknown =
    person !== undefined && recordings.error instanceof ApiProblem && recordings.error.code === 'not_found'
  const narrowed = signal !== undefined || path !== undefined || person !== undefined
  if (recordings.isSuccess && rows.length === 0 && !narrowed) return <NoRecordings />
  return (
    <>
      <PageTitle sub="What visitors saw and did, with all that they typed masked. Open one to watch it.">
        {recordings.isSuccess ? (
          <Finding recordings={rows} more={recordings.hasNextPage} search={search} />
        ) : (
          'Recordings'
        )}
      </PageTitle>
      <Card
        title="Recordings"
        hint={recordings.isFetching ? 'Looking …' : `The last begun first, times in ${period.timezone}`}
      >
        <RecordingsFilter search={search} onChange={change} />
        {recordings.isPending ? <RowsSkeleton rows={8} /> : null}
        {unknown ? <NobodyKnown person={person ?? ''} onClear={() => change({ person: undefined })} /> : null}
        {recordings.isError && !unknown ? (
          <ErrorState
            inset
            title="The recordings could not be listed"
            error={recordings.error}
            onRetry={() => recordings.refetch()}
          />
        ) : null}
        {recordings.isSuccess && rows.length === 0 ? (
          <NoneFit onClear={() => change({ signal: undefined, path: undefined, person: undefined })} />
        ) : null}
        {rows.length > 0 ? (
          <div
            className={recordings.isPlaceholderData ? classes.stale : ''}
            aria-busy={recordings.isPlaceholderData}
          >
            <RecordingsTable
              recordings={rows}
              timezone={period.timezone}
              more={recordings.hasNextPage ? () => recordings.fetchNextPage() : undefined}
              loadingMore={recordings.isFetchingNextPage}
            />
          </div>
        ) : null}
      </Card>
    </>
  )
}

function Finding(props: {
  recordings: readonly RecordingSummary[]
  more: boolean
  search: RecordingsSearch
}) {
  const { period } = useView()
  const { found, trouble } = recordingsFinding(props.recordings, props.more, period, props.search)
  return (
    <>
      {found}
      {trouble === undefined ? null : (
        <>
          {props.more ? ', of those listed ' : '; '}
          <Loss>{trouble}</Loss>
        </>
      )}
      .
    </>
  )
}

function NobodyKnown({ person, onClear }: { person: string; onClear: () => void }) {
  return (
    <div className={classes.none}>
      <p>
        <b>Nobody is known by “{person}”.</b> A whole user id, e-mail address, phone number or anonymous id
        finds someone.
      </p>
      <Button variant="default" onClick={onClear}>
        Show those of everyone
      </Button>
    </div>
  )
}

function NoneFit({ onClear }: { onClear: () => void }) {
  return (
    <div className={classes.none}>
      <p>
        <b>No recording fits.</b> Take a filter away, or choose more days at the top.
      </p>
      <Button variant="default" onClick={onClear}>
        Show all recordings
      </Button>
    </div>
  )
}
