import type { TrendRequest, TrendResponse } from '@throughline/contract/reports'
import { formatShare } from '../../../format/number.ts'
import { Card } from '../../../ui/card.tsx'
import { type Column, DataTable } from '../../../ui/table/data-table.tsx'
import { groupName, seriesName, seriesUnit } from '../question/question-words.ts'

type Group = NonNullable<TrendResponse['series'][number]['breakdown']>[number]

/** All groups of a broken-down series with their value over the whole period. */
export function BreakdownTable(props: {
  series: TrendRequest['series'][number]
  property: string
  answer: TrendResponse['series'][number] | undefined
  when: string
}) {
  const { series, answer, property } = props
  const total = answer?.total ?? 0
  // Only what adds up has shares: one person may be in two groups.
  const adds = series.measure === 'count' || series.measure === 'sum'
  const unit = seriesUnit(series)
  const columns: Column<Group>[] = [
    { key: 'group', header: property, value: groupName },
    {
      key: 'total',
      header: unit.charAt(0).toUpperCase() + unit.slice(1),
      align: 'right',
      value: (group) => group.total,
    },
    ...(adds
      ? [
          {
            key: 'share',
            header: 'Share of all',
            align: 'right' as const,
            value: (group: Group) => (total > 0 && group.total !== null ? group.total / total : null),
            cell: (group: Group) =>
              total > 0 && group.total !== null ? formatShare(group.total / total) : '–',
          },
        ]
      : []),
  ]
  return (
    <Card
      title={`By ${property}`}
      hint={`${seriesName(series)}, the whole period · ${props.when}${adds ? '' : ' · one person can be in several groups'}`}
    >
      <DataTable
        caption={`${seriesName(series)} by ${property}`}
        columns={columns}
        rows={answer?.breakdown ?? []}
        rowKey={(group, index) => `${index}-${group.value}`}
        initialSort={{ key: 'total', direction: 'descending' }}
        maxHeight="420px"
      />
    </Card>
  )
}
