import { Button } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import {
  getSegmentSize,
  listSegmentMembers,
  removeFromSegment,
  type Segment,
  type SegmentMember,
} from '@throughline/contract/segments'
import { call, keyOf } from '../../api.ts'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { RowsSkeleton } from '../../ui/skeletons.tsx'
import { MemberTable, memberName } from './member-table.tsx'
import classes from './segments.module.css'

/** Everyone in the segment, a hundred at a time; of a list each can be taken off. */
export function SegmentMembers({ segment }: { segment: Segment }) {
  const { id } = segment
  const members = useInfiniteQuery({
    queryKey: [...keyOf(listSegmentMembers), id],
    queryFn: ({ pageParam, signal }) =>
      call(
        listSegmentMembers,
        { params: { id }, query: pageParam === '' ? { limit: 100 } : { limit: 100, cursor: pageParam } },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })
  const people = members.data?.pages.flatMap((page) => page.members) ?? []
  return (
    <Card title="People" hint="Current members; a profile says all that is known of one">
      {members.isPending ? <RowsSkeleton rows={6} /> : null}
      {members.isError ? (
        <ErrorState
          inset
          title="The people could not be loaded"
          error={members.error}
          onRetry={() => members.refetch()}
        />
      ) : null}
      {members.isSuccess && people.length === 0 ? (
        <EmptyState
          inset
          title="Nobody is in it"
          why={
            segment.kind === 'list'
              ? 'Paste identifiers above to put people on the list.'
              : 'No one fits the rule at the moment. They appear here by themselves when they do.'
          }
        />
      ) : null}
      {people.length > 0 ? (
        <MemberTable
          members={people}
          caption={`People in ${segment.name}`}
          {...(segment.kind === 'list'
            ? { action: (member: SegmentMember) => <TakeOff id={id} member={member} /> }
            : {})}
        />
      ) : null}
      {members.hasNextPage ? (
        <div className={classes.more}>
          <Button
            variant="default"
            onClick={() => members.fetchNextPage()}
            loading={members.isFetchingNextPage}
          >
            Show more
          </Button>
        </div>
      ) : null}
    </Card>
  )
}

function TakeOff({ id, member }: { id: string; member: SegmentMember }) {
  const queryClient = useQueryClient()
  const remove = useMutation({
    mutationFn: () => call(removeFromSegment, { params: { id }, body: { identifiers: [member.profileId] } }),
    onSuccess: () =>
      Promise.all(
        [listSegmentMembers, getSegmentSize].map((of) =>
          queryClient.invalidateQueries({ queryKey: keyOf(of) }),
        ),
      ),
  })
  return (
    <>
      <Button variant="subtle" size="compact-xs" onClick={() => remove.mutate()} loading={remove.isPending}>
        Take off<span className="visually-hidden"> {memberName(member)}</span>
      </Button>
      {remove.error ? <span role="alert">{remove.error.message}</span> : null}
    </>
  )
}
