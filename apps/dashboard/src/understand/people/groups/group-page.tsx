import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { getGroup } from '@throughline/contract/people'
import { query } from '../../../api.ts'
import { ApiProblem } from '../../../api-problem.ts'
import { formatCount, formatNumber } from '../../../format/number.ts'
import { Card } from '../../../ui/card.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { PageSkeleton } from '../../../ui/skeletons.tsx'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { useView } from '../../../view/use-view.ts'
import { FactList, factsOf } from '../about/fact-list.tsx'
import classes from '../people.module.css'
import { usePersonColumns } from '../people-table.tsx'
import { groupName } from './group-name.ts'

const route = getRouteApi('/shell/people/groups/$groupId')

/** A company, household or other group: what is known of it and who belongs to it. */
export function GroupPage() {
  const { groupId } = route.useParams()
  const { timezone } = useView().period
  const columns = usePersonColumns(timezone)
  const group = useQuery(query(getGroup, { params: { groupId } }))
  if (group.isPending) return <PageSkeleton />
  if (group.error instanceof ApiProblem && group.error.code === 'not_found') {
    return (
      <EmptyState
        title={`There is no group “${groupId}”.`}
        why="The id may be mistyped or of another project."
        action={<Link to="/people/groups">Show all groups</Link>}
      />
    )
  }
  if (group.isError) {
    return (
      <ErrorState
        title="This group could not be loaded"
        error={group.error}
        onRetry={() => group.refetch()}
      />
    )
  }
  const { members, memberCount, traits, type } = group.data
  return (
    <>
      <PageTitle above={<Link to="/people/groups">Groups</Link>} sub={`Group ${groupId}, of all time.`}>
        {groupName(group.data)} is {withArticle(type ?? 'group')} of{' '}
        {formatCount(memberCount, 'person', 'people')}.
      </PageTitle>
      <div className={classes.cols}>
        <Card
          title="People"
          hint={
            memberCount > members.length
              ? `The last seen ${formatNumber(members.length)} of ${formatNumber(memberCount)}`
              : `The last seen first; times in ${timezone}`
          }
        >
          <DataTable
            caption={`People of ${groupName(group.data)}`}
            columns={columns}
            rows={members}
            rowKey={({ profileId }) => profileId}
          />
        </Card>
        <Card title="Traits" hint="Of each the value that was said last">
          {Object.keys(traits).length === 0 ? <p>Nothing was said about this group yet.</p> : null}
          <FactList facts={factsOf(traits)} />
        </Card>
      </div>
    </>
  )
}

const withArticle = (word: string): string => `${/^[aeiou]/i.test(word) ? 'an' : 'a'} ${word}`
