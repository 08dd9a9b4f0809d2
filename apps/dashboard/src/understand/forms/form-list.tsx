import type { FormSummary } from '@throughline/contract/forms'
import { formatDuration, formatShare } from '../../format/number.ts'
import { Card } from '../../ui/card.tsx'
import { type Column, DataTable } from '../../ui/table/data-table.tsx'
import { RateMark } from '../journeys/rate-mark.tsx'
import classes from './forms.module.css'

/** All forms that were begun; one of them is shown above. */
export function FormList(props: {
  forms: readonly FormSummary[]
  shown: string
  onShow: (form: string) => void
}) {
  const columns: readonly Column<FormSummary>[] = [
    {
      key: 'form',
      header: 'Form',
      value: ({ form }) => form,
      cell: ({ form, path }) => (
        <>
          <button
            type="button"
            className={classes.open}
            aria-current={form === props.shown ? 'true' : undefined}
            onClick={() => props.onShow(form)}
          >
            {form}
          </button>
          <span className={classes.path}>{path}</span>
        </>
      ),
    },
    { key: 'people', header: 'People', value: ({ people }) => people },
    { key: 'starts', header: 'Starts', value: ({ starts }) => starts },
    {
      key: 'completed',
      header: 'Finished',
      align: 'left',
      value: ({ completed }) => completed.estimate,
      cell: ({ completed }) => <RateMark rate={completed} tone="thread" />,
    },
    {
      key: 'abandoned',
      header: 'Abandoned',
      align: 'left',
      value: ({ abandoned }) => abandoned.estimate,
      cell: ({ abandoned }) => <RateMark rate={abandoned} tone="loss" />,
    },
    {
      key: 'lastField',
      header: 'Most leave at',
      value: ({ lastField }) => lastField?.field ?? null,
      cell: ({ lastField }) =>
        lastField ? (
          <span title={`${lastField.left.count} of ${lastField.left.of}`}>
            {lastField.field}, <span data-figures>{formatShare(lastField.left.estimate)}</span>
          </span>
        ) : (
          '–'
        ),
    },
    {
      key: 'seconds',
      header: 'Median time to finish',
      align: 'right',
      value: ({ completedSeconds }) => completedSeconds,
      cell: ({ completedSeconds }) => (completedSeconds === null ? '–' : formatDuration(completedSeconds)),
    },
  ]
  return (
    <Card title="All forms" hint="People who began each, with the share who finished and abandoned it">
      <DataTable
        caption="Forms"
        columns={columns}
        rows={props.forms}
        rowKey={({ form }) => form}
        initialSort={{ key: 'people', direction: 'descending' }}
      />
    </Card>
  )
}
