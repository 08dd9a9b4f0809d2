import type { FunnelRequest, FunnelResponse } from '@throughline/contract/reports'
import { wilsonInterval } from '@throughline/statistics/wilson-interval'
import { formatNumber, formatShare } from '../../../format/number.ts'
import { Card } from '../../../ui/card.tsx'
import { IntervalMark } from '../../../ui/interval-mark.tsx'
import { type Column, DataTable } from '../../../ui/table/data-table.tsx'
import { groupName } from '../question/question-words.ts'
import { whenWords } from '../result/asked-range.ts'
import classes from './funnel.module.css'

type Group = NonNullable<FunnelResponse['breakdown']>[number]

/** Each group's share that gets through, with its interval, all on one axis. */
export function FunnelBreakdown({ asked, groups }: { asked: FunnelRequest; groups: readonly Group[] }) {
  const unit = asked.unit === 'session' ? 'sessions' : 'people'
  const property = asked.breakdown?.property ?? ''
  const max = Math.max(0.0001, ...groups.map((group) => through(group)?.high ?? 0))
  const columns: Column<Group>[] = [
    { key: 'group', header: property, value: groupName },
    {
      key: 'share',
      header: 'Get through',
      value: (group) => through(group)?.estimate,
      align: 'left',
      cell: (group) => {
        const share = through(group)
        if (!share) return '–'
        return (
          <span className={classes.estimate}>
            <IntervalMark value={share} max={max} tone="thread" format={formatShare} width={230} />
          </span>
        )
      },
    },
    {
      key: 'interval',
      header: '95 % interval',
      align: 'right',
      value: (group) => {
        const share = through(group)
        return share ? `${formatShare(share.low)} – ${formatShare(share.high)}` : null
      },
    },
    ...asked.steps.map(
      (_, index): Column<Group> => ({
        key: `step-${index}`,
        header: `Step ${index + 1}`,
        align: 'right',
        value: (group) => group.steps[index]?.count,
        cell: (group) => formatNumber(group.steps[index]?.count ?? 0),
      }),
    ),
  ]
  return (
    <Card
      title={`By ${property}`}
      hint={`Share of the ${unit} with step 1 who get through; steps count ${unit} · ${whenWords(asked)}`}
    >
      <DataTable
        caption={`Funnel by ${property}`}
        columns={columns}
        rows={groups}
        rowKey={(group, index) => `${index}-${group.value}`}
        initialSort={{ key: 'step-0', direction: 'descending' }}
        maxHeight="420px"
      />
    </Card>
  )
}

const through = ({ steps }: Group) => wilsonInterval(steps.at(-1)?.count ?? 0, steps[0]?.count ?? 0)
