import type { FindingDetail } from '@throughline/contract/friction'
import { type VitalMetric, vitalMetrics } from '@throughline/contract/vitals'
import { Card } from '../../../ui/card.tsx'
import { type Column, DataTable } from '../../../ui/table/data-table.tsx'
import { MarkOf } from '../../speed/band-mark.tsx'
import { formatVital } from '../../speed/vital-words.ts'

type Vital = FindingDetail['vitals'][number]

/** How fast pages were to the affected and to the others. */
export function VitalsCard({ vitals }: { vitals: readonly Vital[] }) {
  const known = vitals.filter(({ affected, others }) => affected !== null || others !== null)
  if (known.length === 0) return null
  return (
    <Card title="How fast pages were" hint="75th percentile · ● good, ◆ needs improvement, ▲ poor">
      <DataTable
        caption="Web vitals of the affected and of the others"
        columns={columns}
        rows={known}
        rowKey={({ metric }) => metric}
        exportable={false}
      />
    </Card>
  )
}

const columns: readonly Column<Vital>[] = [
  { key: 'metric', header: 'Metric', value: ({ metric }) => metric, sortable: false },
  valueColumn('affected', 'Affected', ({ affected }) => affected),
  valueColumn('others', 'Others', ({ others }) => others),
]

function valueColumn(key: string, header: string, measured: (vital: Vital) => number | null): Column<Vital> {
  return {
    key,
    header,
    align: 'right',
    sortable: false,
    value: measured,
    cell: (vital) => {
      const value = measured(vital)
      const metric = vitalMetrics.find((name): name is VitalMetric => name === vital.metric)
      if (value === null || metric === undefined) return value
      return (
        <>
          {formatVital(metric, value)} <MarkOf metric={metric} value={value} />
        </>
      )
    },
  }
}
