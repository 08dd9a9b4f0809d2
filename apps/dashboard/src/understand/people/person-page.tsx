import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { getProfile, type Profile } from '@throughline/contract/people'
import { query } from '../../api.ts'
import { ApiProblem } from '../../api-problem.ts'
import { formatMinute } from '../../format/date.ts'
import { formatCount } from '../../format/number.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Icon } from '../../ui/icon.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { PageSkeleton } from '../../ui/skeletons.tsx'
import { useView } from '../../view/use-view.ts'
import { MergeDialog } from './identity/merge-dialog.tsx'
import { PersonParts } from './person-parts.tsx'
import { PersonSentence } from './person-sentence.tsx'

const route = getRouteApi('/shell/people/$id')

/** One person: who they are, what they did and bought, and why we think that it is one person. */
export function PersonPage() {
  const { id } = route.useParams()
  const profile = useQuery(query(getProfile, { params: { id } }))
  if (profile.isPending) return <PageSkeleton />
  if (profile.error instanceof ApiProblem && profile.error.code === 'not_found') return <Nobody id={id} />
  if (profile.isError) {
    return (
      <ErrorState
        title="This person could not be loaded"
        error={profile.error}
        onRetry={() => profile.refetch()}
      />
    )
  }
  return <Person id={id} profile={profile.data} />
}

function Person({ id, profile }: { id: string; profile: Profile }) {
  const { timezone } = useView().period
  const [merging, merge] = useDisclosure(false)
  return (
    <>
      <PageTitle
        above={<Link to="/people">People</Link>}
        sub={
          <>
            {formatCount(profile.eventCount, 'event')} from {formatMinute(profile.firstSeen, timezone)} to{' '}
            {formatMinute(profile.lastSeen, timezone)}.
            {profile.revenue.length > 0 ? ' Money is net of refunds.' : ''}
          </>
        }
        actions={
          <Button variant="default" leftSection={<Icon name="merge" size={14} />} onClick={merge.open}>
            Merge with another person
          </Button>
        }
      >
        <PersonSentence profile={profile} timezone={timezone} now={Date.now()} />
      </PageTitle>
      <PersonParts id={id} profile={profile} />
      <MergeDialog opened={merging} onClose={merge.close} id={id} profile={profile} />
    </>
  )
}

function Nobody({ id }: { id: string }) {
  return (
    <EmptyState
      title={`Nobody is known by “${id.length > 60 ? `${id.slice(0, 60)}…` : id}”.`}
      why="The id may be mistyped or of another project. Someone who was merged is still found by each of their ids."
      action={
        <Link to="/people" search={{ q: id.slice(0, 200) }}>
          Search for it
        </Link>
      }
    />
  )
}
