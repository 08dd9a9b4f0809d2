import { Button } from '@mantine/core'
import { formatCount } from '../../../format/number.ts'
import { Card } from '../../../ui/card.tsx'
import { DataTable } from '../../../ui/table/data-table.tsx'
import classes from './mapping.module.css'

interface Unmapped {
  readonly event: string
  readonly path: string
  readonly people: number
  readonly events: number
}

/** What no rule takes, most frequent first, each with the way to give it a stage. */
export function UnmappedEvents(props: {
  unmapped: readonly Unmapped[]
  total: number
  onAdd: (of: Unmapped) => void
}) {
  const { unmapped, total } = props
  return (
    <Card
      title="Without a stage"
      hint={`${formatCount(total, 'event')} of the period; some, such as web vitals, need none`}
    >
      {unmapped.length === 0 ? (
        <p className={classes.note}>Every event of the period has a stage.</p>
      ) : (
        <DataTable
          caption="Events without a stage"
          rows={unmapped}
          rowKey={({ event, path }) => `${event} ${path}`}
          maxHeight="420px"
          columns={[
            {
              key: 'event',
              header: 'Event',
              value: ({ event, path }) => `${event} ${path}`.trim(),
              cell: ({ event, path }) => (
                <span className={classes.event}>
                  {event}
                  {path ? <small>{path}</small> : null}
                </span>
              ),
            },
            { key: 'people', header: 'People', value: ({ people }) => people },
            { key: 'events', header: 'Events', value: ({ events }) => events },
            {
              key: 'add',
              header: 'Stage',
              sortable: false,
              align: 'right',
              value: () => null,
              cell: (row) => (
                <Button variant="subtle" size="compact-xs" onClick={() => props.onAdd(row)}>
                  Give one
                  <span className="visually-hidden">
                    {' '}
                    to {row.event} {row.path}
                  </span>
                </Button>
              ),
            },
          ]}
        />
      )}
    </Card>
  )
}
