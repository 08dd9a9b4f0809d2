import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { SegmentRule } from '@throughline/contract/segment-rule'
import { previewSegment } from '@throughline/contract/segments'
import { query } from '../../api.ts'
import { formatCount, formatNumber, formatRoughShare } from '../../format/number.ts'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { RowsSkeleton } from '../../ui/skeletons.tsx'
import { MemberTable } from './member-table.tsx'
import classes from './segments.module.css'

/** How many people the rule on the screen holds for, and some of them, a moment after each change. */
export function RulePreview(props: { rule: SegmentRule | undefined; unfinished: number; id?: string }) {
  const [rule] = useDebouncedValue(props.rule, 400)
  return (
    <Card title="Who that is now" hint="Of all time, unless a condition says when">
      {rule ? <Preview rule={rule} id={props.id} /> : null}
      {rule ? null : (
        <EmptyState
          inset
          title="Nobody yet"
          why="Add a condition: how many people it holds for is counted at once."
        />
      )}
      {rule && props.unfinished > 0 ? (
        <p className={classes.note} role="status">
          {formatCount(props.unfinished, 'condition')} not finished, and left out here.
        </p>
      ) : null}
    </Card>
  )
}

function Preview({ rule, id }: { rule: SegmentRule; id: string | undefined }) {
  const preview = useQuery({
    ...query(previewSegment, { body: { rule, ...(id === undefined ? {} : { id }) } }),
    placeholderData: keepPreviousData,
  })
  if (preview.isPending) return <RowsSkeleton rows={5} />
  if (preview.isError) {
    return (
      <ErrorState
        inset
        title="The rule could not be tried"
        error={preview.error}
        onRetry={() => preview.refetch()}
      />
    )
  }
  const { size, everyone, sample } = preview.data
  const share = everyone === 0 ? 0 : size.people / everyone
  return (
    <div aria-busy={preview.isFetching}>
      <p className={classes.size} role="status">
        <b>{formatNumber(size.people)}</b> {size.people === 1 ? 'person' : 'people'},{' '}
        {formatRoughShare(share)} of {formatNumber(everyone)}
      </p>
      <div className={classes.bar} aria-hidden="true">
        <div style={{ width: `${Math.min(100, share * 100)}%` }} />
      </div>
      {sample.length > 0 ? (
        <>
          <p className={classes.note}>
            {sample.length < size.people ? `The ${sample.length} seen last` : 'All of them'}
          </p>
          <MemberTable members={sample} caption="Some of the people" compact />
        </>
      ) : (
        <p className={classes.note}>No one fits. Loosen a condition, or choose any instead of all.</p>
      )}
    </div>
  )
}
