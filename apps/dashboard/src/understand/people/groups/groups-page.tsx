import { Button, TextInput } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { type GroupSummary, listGroups } from '@throughline/contract/people'
import { call, keyOf } from '../../../api.ts'
import { formatCount } from '../../../format/number.ts'
import { Card } from '../../../ui/card.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { RowsSkeleton } from '../../../ui/skeletons.tsx'
import { DataTable } from '../../../ui/table/data-table.tsx'
import classes from '../people.module.css'
import { useSearchText } from '../use-search-text.ts'
import { groupName } from './group-name.ts'

const route = getRouteApi('/shell/people/groups')

/** Companies, households and other groups that people belong to. */
export function GroupsPage() {
  const { q } = route.useSearch()
  const navigate = route.useNavigate()
  const search = useSearchText(q, (text) => {
    void navigate({ to: '/people/groups', search: (old) => ({ ...old, q: text }), replace: true })
  })
  const groups = useInfiniteQuery({
    queryKey: [...keyOf(listGroups), { q }],
    queryFn: ({ signal, pageParam }) =>
      call(
        listGroups,
        {
          query: {
            ...(q === undefined ? {} : { search: q }),
            ...(pageParam ? { cursor: pageParam } : {}),
          },
        },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })
  const rows = groups.data?.pages.flatMap((page) => page.groups) ?? []
  return (
    <>
      <PageTitle
        above={<Link to="/people">People</Link>}
        sub="People who belong together, such as the colleagues of a company or a household. Of all time."
      >
        {titleOf(rows, groups.isSuccess, groups.hasNextPage)}
      </PageTitle>
      <Card title="Groups" hint="By name or id">
        <TextInput
          type="search"
          aria-label="Find a group"
          placeholder="Name or id"
          leftSection={<Icon name="search" size={14} />}
          maxLength={200}
          mb="md"
          {...search}
        />
        {groups.isPending ? <RowsSkeleton rows={6} /> : null}
        {groups.isError ? (
          <ErrorState
            inset
            title="The groups could not be listed"
            error={groups.error}
            onRetry={() => groups.refetch()}
          />
        ) : null}
        {groups.isSuccess && rows.length === 0 ? <NoGroup q={q} /> : null}
        {rows.length > 0 ? <GroupTable groups={rows} /> : null}
        {groups.hasNextPage ? (
          <div className={classes.foot}>
            <Button
              variant="default"
              onClick={() => groups.fetchNextPage()}
              loading={groups.isFetchingNextPage}
            >
              Show more
            </Button>
          </div>
        ) : null}
      </Card>
    </>
  )
}

function GroupTable({ groups }: { groups: readonly GroupSummary[] }) {
  return (
    <DataTable
      caption="Groups and their members"
      rows={groups}
      rowKey={({ groupId }) => groupId}
      columns={[
        {
          key: 'name',
          header: 'Group',
          value: groupName,
          cell: (group) => (
            <span className={classes.person}>
              <Link to="/people/groups/$groupId" params={{ groupId: group.groupId }}>
                {groupName(group)}
              </Link>
              {group.name === null ? null : <small>{group.groupId}</small>}
            </span>
          ),
        },
        { key: 'type', header: 'Type', value: ({ type }) => type },
        { key: 'members', header: 'People', align: 'right', value: ({ members }) => members },
      ]}
    />
  )
}

function NoGroup({ q }: { q: string | undefined }) {
  return q === undefined ? (
    <EmptyState
      inset
      title="Nobody belongs to a group yet"
      why="Send a “group” call with a company’s or household’s id, and its people stand together here."
      action={<Link to="/settings">See the code</Link>}
    />
  ) : (
    <EmptyState
      inset
      title={`No group is called “${q}”`}
      why="Try a part of the name or the id."
      action={
        <Link to="/people/groups" search={{ q: undefined }}>
          Show all groups
        </Link>
      }
    />
  )
}

function titleOf(rows: readonly GroupSummary[], known: boolean, more: boolean): string {
  if (!known) return 'Groups'
  if (rows.length === 0) return 'No group.'
  return more ? `The first ${formatCount(rows.length, 'group')}.` : `${formatCount(rows.length, 'group')}.`
}
