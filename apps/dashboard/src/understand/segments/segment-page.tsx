import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import {
  changeSegment,
  getSegment,
  getSegmentSize,
  listSegmentMembers,
  listSegments,
  type Segment,
} from '@throughline/contract/segments'
import { call, keyOf, query } from '../../api.ts'
import { formatMoment } from '../../format/date.ts'
import { formatCount } from '../../format/number.ts'
import { useProject } from '../../session.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { PageSkeleton } from '../../ui/skeletons.tsx'
import { ListEditor } from './list-editor.tsx'
import { PersonaCard } from './persona-card.tsx'
import { segmentRuleText } from './rule-words.ts'
import { SegmentActions } from './segment-actions.tsx'
import { SegmentForm, type SegmentValues } from './segment-form.tsx'
import { SegmentMembers } from './segment-members.tsx'
import classes from './segments.module.css'
import { useSegments } from './use-segments.ts'

const route = getRouteApi('/shell/segments/$id')

/** One segment: who they are, how many, and each of them. */
export function SegmentPage() {
  const { id } = route.useParams()
  const segment = useQuery(query(getSegment, { params: { id } }))
  if (segment.isPending) return <PageSkeleton />
  if (segment.isError) {
    return (
      <ErrorState
        title="The segment could not be loaded"
        error={segment.error}
        onRetry={() => segment.refetch()}
      />
    )
  }
  return <SegmentDetail key={segment.data.id} segment={segment.data} />
}

function SegmentDetail({ segment }: { segment: Segment }) {
  const { timezone } = useProject()
  const { id, name, rule } = segment
  const segments = useSegments()
  const nameOf = (other: string): string => segments.find((one) => one.id === other)?.name ?? other
  const size = useQuery(query(getSegmentSize, { params: { id }, query: {} }))
  const change = useChange(id)
  const count = size.data ?? segment.size
  return (
    <>
      <PageTitle
        above={<Link to="/segments">Segments</Link>}
        sub={
          <>
            {rule ? `People with ${segmentRuleText(rule, nameOf)}.` : 'People put on the list by hand.'}
            {count ? ` Counted ${formatMoment(count.computedAt, timezone)} (${timezone}).` : null}
          </>
        }
        actions={<SegmentActions segment={segment} />}
      >
        {count
          ? `“${name}” ${count.people === 1 ? 'is' : 'are'} ${formatCount(count.people, 'person', 'people')}.`
          : `“${name}”`}
      </PageTitle>
      <div className={classes.sections}>
        <SegmentForm
          segment={segment}
          action="Save the segment"
          pending={change.isPending}
          problem={change.error?.message}
          note={change.isSuccess ? 'Saved.' : null}
          onSave={change.mutate}
        />
        {segment.kind === 'list' ? <ListEditor id={id} /> : null}
        <PersonaCard segment={segment} />
        <SegmentMembers segment={segment} />
      </div>
    </>
  )
}

function useChange(id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ name, description, rule }: SegmentValues) =>
      call(changeSegment, {
        params: { id },
        body: { name, description, ...(rule === undefined ? {} : { rule }) },
      }),
    onSuccess: (segment) => {
      queryClient.setQueryData(query(getSegment, { params: { id } }).queryKey, segment)
      return Promise.all(
        [listSegments, getSegmentSize, listSegmentMembers].map((of) =>
          queryClient.invalidateQueries({ queryKey: keyOf(of) }),
        ),
      )
    },
  })
}
