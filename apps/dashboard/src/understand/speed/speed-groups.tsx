import { SegmentedControl } from '@mantine/core'
import { type VitalMetric, type VitalsResponse, vitalMetrics } from '@throughline/contract/vitals'
import { Card } from '../../ui/card.tsx'
import { type Column, DataTable } from '../../ui/table/data-table.tsx'
import { MarkOf } from './band-mark.tsx'
import classes from './speed.module.css'
import { type Dimension, dimensions } from './speed-search.ts'
import { formatVital, formatVitalRange, vitalWords } from './vital-words.ts'

type Group = NonNullable<VitalsResponse['groups']>[number]

const labels: Readonly<Record<Dimension, { one: string; none: string }>> = {
  page: { one: 'Page', none: 'Unknown page' },
  device: { one: 'Device', none: 'Unknown device' },
  country: { one: 'Country', none: 'Unknown country' },
}

/** The vitals of each page, device or country. */
export function SpeedGroups(props: {
  groups: readonly Group[]
  by: Dimension
  onBy: (by: Dimension) => void
  onPage: (page: string) => void
}) {
  const { groups, by } = props
  const columns: Column<Group>[] = [
    {
      key: 'value',
      header: labels[by].one,
      value: (group) => nameOf(group, by),
      cell: (group) =>
        by === 'page' && group.value !== null && !group.other ? (
          <button type="button" className={classes.link} onClick={() => props.onPage(group.value ?? '')}>
            {group.value}
          </button>
        ) : (
          nameOf(group, by)
        ),
    },
    { key: 'views', header: 'Views', value: ({ views }) => views },
    ...vitalMetrics.map(metricColumn),
  ]
  return (
    <Card
      title={`By ${by}`}
      hint="75th percentile, below it its 95 % interval · ● good, ◆ needs improvement, ▲ poor"
      tools={
        <SegmentedControl
          size="xs"
          aria-label="Grouped by"
          data={dimensions.map((value) => ({ value, label: labels[value].one }))}
          value={by}
          onChange={(next) => props.onBy(dimensions.find((one) => one === next) ?? 'page')}
        />
      }
    >
      <DataTable
        caption={`Web vitals by ${by}`}
        columns={columns}
        rows={groups}
        rowKey={(group, index) => `${index}-${group.value}`}
        maxHeight="480px"
      />
    </Card>
  )
}

const nameOf = ({ value, other }: Group, by: Dimension): string =>
  other ? 'All others' : (value ?? labels[by].none)

function metricColumn(metric: VitalMetric): Column<Group> {
  const measured = ({ metrics }: Group) => metrics.find((one) => one.metric === metric)
  return {
    key: metric,
    header: metric,
    align: 'right',
    value: (group) => measured(group)?.p75?.estimate ?? null,
    cell: (group) => {
      const { p75, views } = measured(group) ?? { p75: null, views: 0 }
      if (!p75)
        return (
          <span className={classes.few} title={`${vitalWords[metric].name}: ${views} views`}>
            {views === 0 ? '–' : 'too few'}
          </span>
        )
      return (
        <span className={classes.cell}>
          <span>
            {formatVital(metric, p75.estimate)} <MarkOf metric={metric} value={p75.estimate} />
          </span>
          <small>{formatVitalRange(metric, p75.low, p75.high)}</small>
        </span>
      )
    },
  }
}
