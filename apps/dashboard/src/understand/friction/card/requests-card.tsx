import type { FindingDetail } from '@throughline/contract/friction'
import { Card } from '../../../ui/card.tsx'
import { type Column, DataTable } from '../../../ui/table/data-table.tsx'
import classes from './card.module.css'

type Failing = FindingDetail['requests'][number]

/** Requests that failed for the affected at the place. */
export function RequestsCard({ requests }: { requests: readonly Failing[] }) {
  if (requests.length === 0) return null
  return (
    <Card title="Requests that failed" hint="Of the affected sessions, at that place">
      <DataTable
        caption="Failing requests of the affected"
        columns={columns}
        rows={requests}
        rowKey={({ url, status }) => `${status} ${url}`}
        exportable={false}
      />
    </Card>
  )
}

const columns: readonly Column<Failing>[] = [
  {
    key: 'url',
    header: 'Request',
    value: ({ url }) => url,
    cell: ({ url }) => <code className={classes.url}>{url}</code>,
  },
  { key: 'status', header: 'Answer', value: ({ status }) => status },
  { key: 'sessions', header: 'Sessions', value: ({ sessions }) => sessions },
]
