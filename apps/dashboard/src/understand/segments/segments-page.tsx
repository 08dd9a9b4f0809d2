import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { listSegments, type Segment } from '@throughline/contract/segments'
import { query } from '../../api.ts'
import { formatAgo, formatMoment } from '../../format/date.ts'
import { formatCount, formatNumber } from '../../format/number.ts'
import { useProject } from '../../session.ts'
import { Card } from '../../ui/card.tsx'
import { Chip } from '../../ui/chip.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { PageSkeleton } from '../../ui/skeletons.tsx'
import { DataTable } from '../../ui/table/data-table.tsx'
import { segmentRuleText } from './rule-words.ts'
import classes from './segments.module.css'

/** All segments and personas with their sizes. */
export function SegmentsPage() {
  const navigate = useNavigate()
  const list = useQuery(query(listSegments, {}))
  const create = <Button onClick={() => navigate({ to: '/segments/new' })}>New segment</Button>
  if (list.isPending) return <PageSkeleton />
  if (list.isError) {
    return (
      <ErrorState
        title="The segments could not be loaded"
        error={list.error}
        onRetry={() => list.refetch()}
      />
    )
  }
  const { segments } = list.data
  if (segments.length === 0) {
    return (
      <EmptyState
        title="There is no segment yet."
        why="A segment is a group of people by what they are and do, such as those who ordered twice and have not been back for a month. Every figure, report and journey can then be seen for them alone, and a persona says in words who they are."
        action={create}
      />
    )
  }
  return (
    <>
      <PageTitle
        sub="Membership is always current; the size is of when it was last counted. Every page with a period can be seen for one of them."
        actions={create}
      >
        {titleOf(segments)}
      </PageTitle>
      <Card>
        <SegmentTable segments={segments} />
      </Card>
    </>
  )
}

function SegmentTable({ segments }: { segments: readonly Segment[] }) {
  const { timezone } = useProject()
  const nameOf = (id: string): string => segments.find((one) => one.id === id)?.name ?? id
  const about = (segment: Segment): string =>
    segment.rule ? segmentRuleText(segment.rule, nameOf) : 'People put on the list by hand'
  return (
    <DataTable
      caption="Segments and their people"
      rows={segments}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'name',
          header: 'Segment',
          value: ({ name }) => name,
          cell: ({ id, name, persona, kind }) => (
            <span className={classes.name}>
              <Link to="/segments/$id" params={{ id }}>
                {name}
              </Link>{' '}
              {persona ? <Chip tone="thread">Persona</Chip> : null}{' '}
              {kind === 'list' ? <Chip>List</Chip> : null}
            </span>
          ),
        },
        {
          key: 'about',
          header: 'Who they are',
          value: about,
          cell: (segment) => <span className={classes.about}>{about(segment)}</span>,
        },
        {
          key: 'people',
          header: 'People',
          align: 'right',
          value: ({ size }) => size?.people,
          cell: ({ size }) =>
            size ? (
              <span title={`Counted ${formatMoment(size.computedAt, timezone)} (${timezone})`}>
                {formatNumber(size.people)}
              </span>
            ) : (
              'not counted yet'
            ),
        },
        {
          key: 'changed',
          header: 'Changed',
          align: 'right',
          value: ({ changedAt }) => changedAt,
          cell: ({ changedAt }) => formatAgo(changedAt, Date.now()),
        },
      ]}
    />
  )
}

function titleOf(segments: readonly Segment[]): string {
  const largest = segments.toSorted((a, b) => (b.size?.people ?? 0) - (a.size?.people ?? 0))[0]
  const count = formatCount(segments.length, 'segment')
  if (!largest?.size) return `${count}, not counted yet.`
  const people = formatCount(largest.size.people, 'person', 'people')
  return segments.length === 1
    ? `One segment, “${largest.name}”, holds ${people}.`
    : `${count}; the largest, “${largest.name}”, holds ${people}.`
}
