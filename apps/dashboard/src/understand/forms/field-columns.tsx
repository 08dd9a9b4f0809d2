import type { FormField, FormRate } from '@throughline/contract/forms'
import { formatDuration, formatShare } from '../../format/number.ts'
import type { Column } from '../../ui/table/data-table.tsx'

/** Every figure of a field, for the table, the one behind the funnel, and the CSV. */
export const fieldColumns: readonly Column<FormField>[] = [
  { key: 'field', header: 'Field', value: ({ field }) => field },
  shareColumn('reached', 'Reached', ({ reached }) => reached),
  shareColumn('filled', 'Filled', ({ filled }) => filled),
  shareColumn('left', 'Left here', ({ left }) => left),
  { key: 'fills', header: 'Fills', value: ({ fills }) => fills },
  {
    key: 'seconds',
    header: 'Median time',
    align: 'right',
    value: ({ seconds }) => seconds,
    cell: ({ seconds }) => (seconds === null ? '–' : formatDuration(seconds)),
  },
  { key: 'refills', header: 'Refills', value: ({ refills }) => refills },
  { key: 'refilledPeople', header: 'People who refilled', value: ({ refilledPeople }) => refilledPeople },
  { key: 'errors', header: 'Errors', value: ({ errors }) => errors },
  { key: 'errorPeople', header: 'People with errors', value: ({ errorPeople }) => errorPeople },
]

function shareColumn(key: string, header: string, rate: (field: FormField) => FormRate): Column<FormField> {
  return {
    key,
    header,
    value: (field) => rate(field).estimate,
    cell: (field) => {
      const { estimate, low, high } = rate(field)
      return (
        <span title={`${rate(field).count} of ${rate(field).of}`}>
          {formatShare(estimate)} <small>{`${formatShare(low)} to ${formatShare(high)}`}</small>
        </span>
      )
    },
  }
}
