import type { FindingDetail } from '@throughline/contract/friction'
import { formatMinute } from '../../../format/date.ts'
import { formatRoughMoney } from '../../../format/number.ts'
import { Card } from '../../../ui/card.tsx'
import { type Column, DataTable } from '../../../ui/table/data-table.tsx'

type Release = FindingDetail['releases'][number]

/** What it cost a day before and after each release. */
export function ReleasesCard(props: { releases: readonly Release[]; currency: string; timezone: string }) {
  const { releases, currency, timezone } = props
  if (releases.length === 0) return null
  return (
    <Card
      title="Before and after releases"
      hint={`Money at risk a day in ${currency}, on average over the seven days before and after · times in ${timezone}`}
    >
      <DataTable
        caption="Money at risk a day before and after each release"
        columns={columnsOf(currency, timezone)}
        rows={releases}
        rowKey={({ version, at }) => `${version} ${at}`}
        exportable={false}
      />
    </Card>
  )
}

function columnsOf(currency: string, timezone: string): Column<Release>[] {
  const money = (value: number | null): string =>
    value === null ? 'not known' : formatRoughMoney(value, currency)
  return [
    { key: 'version', header: 'Release', value: ({ version }) => version },
    { key: 'at', header: 'When', value: ({ at }) => at, cell: ({ at }) => formatMinute(at, timezone) },
    {
      key: 'before',
      header: 'A day before',
      align: 'right',
      value: ({ before }) => before,
      cell: ({ before }) => money(before),
    },
    {
      key: 'after',
      header: 'A day after',
      align: 'right',
      value: ({ after }) => after,
      cell: ({ after }) => money(after),
    },
  ]
}
