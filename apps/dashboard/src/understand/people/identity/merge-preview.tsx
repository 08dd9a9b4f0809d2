import { Button, Group } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getProfile, mergeProfiles, type Profile } from '@throughline/contract/people'
import { call, query } from '../../../api.ts'
import { formatDate } from '../../../format/date.ts'
import { formatExactMoney, formatNumber } from '../../../format/number.ts'
import { ErrorState } from '../../../ui/error-state.tsx'
import { RowsSkeleton } from '../../../ui/skeletons.tsx'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { useView } from '../../../view/use-view.ts'
import { kindWords } from '../identifier-words.ts'
import { profileName } from '../person-name.ts'
import classes from './identity.module.css'
import { type Joined, joined } from './joined.ts'

/** What two people become when they are said to be one, side by side, and the button that says so. */
export function MergePreview(props: {
  id: string
  profile: Profile
  otherId: string
  onBack: () => void
  onDone: () => void
}) {
  const queryClient = useQueryClient()
  const other = useQuery(query(getProfile, { params: { id: props.otherId } }))
  const merge = useMutation({
    mutationFn: () => call(mergeProfiles, { params: { id: props.id }, body: { with: props.otherId } }),
    onSuccess: () => {
      props.onDone()
      return queryClient.invalidateQueries()
    },
  })
  if (other.isPending) return <RowsSkeleton rows={5} />
  if (other.isError) {
    return (
      <ErrorState
        inset
        title="The other person could not be loaded"
        error={other.error}
        onRetry={() => other.refetch()}
      />
    )
  }
  const together = joined(props.profile, other.data)
  return (
    <div className={classes.text}>
      <Comparison one={props.profile} other={other.data} together={together} />
      <p>
        {profileName(props.profile)} will also be known by{' '}
        {other.data.identifiers.map(({ kind, value }) => `${kindWords[kind]} ${value}`).join(', ')}.
      </p>
      <p>
        {together.disputed.length > 0
          ? `They differ in ${together.disputed.join(', ')}: of each, what was said last holds. `
          : ''}
        Links to either of them lead to this profile, and reports count one person, also in the past.
      </p>
      {together.twoAccounts ? (
        <p className={classes.warning}>
          Both have an account. Throughline never joins two accounts by itself, so be sure that they are one
          person’s.
        </p>
      ) : null}
      <p>You can take it back at any time under Identity: separate one of the identifiers.</p>
      {merge.error ? <p role="alert">{merge.error.message}</p> : null}
      <Group justify="flex-end" gap={8} mt="md">
        <Button variant="default" onClick={props.onBack} disabled={merge.isPending}>
          Choose someone else
        </Button>
        <Button variant="filled" onClick={() => merge.mutate()} loading={merge.isPending}>
          Merge the two
        </Button>
      </Group>
    </div>
  )
}

interface Line {
  readonly what: string
  readonly one: string
  readonly other: string
  readonly both: string
}

function Comparison({ one, other, together }: { one: Profile; other: Profile; together: Joined }) {
  const { timezone } = useView().period
  const orders = (revenue: Joined['revenue'] | Profile['revenue']): string =>
    formatNumber(revenue.reduce((sum, { orders: count }) => sum + count, 0))
  const money = (revenue: Joined['revenue'] | Profile['revenue']): string =>
    revenue.map(({ currency, total }) => formatExactMoney(total, currency)).join(', ') || '–'
  const line = (what: string, say: (of: Profile | Joined) => string): Line => ({
    what,
    one: say(one),
    other: say(other),
    both: say(together),
  })
  const lines = [
    line('Identifiers', ({ identifiers }) => formatNumber(identifiers.length)),
    line('Events', ({ eventCount }) => formatNumber(eventCount)),
    line('Orders', ({ revenue }) => orders(revenue)),
    line('Revenue, net', ({ revenue }) => money(revenue)),
    line('First seen', ({ firstSeen }) => formatDate(firstSeen, timezone)),
    line('Last seen', ({ lastSeen }) => formatDate(lastSeen, timezone)),
  ]
  return (
    <DataTable
      caption="What will be joined"
      rows={lines}
      rowKey={({ what }) => what}
      exportable={false}
      columns={[
        { key: 'what', header: 'Of', sortable: false, value: ({ what }) => what },
        { key: 'one', align: 'right', header: profileName(one), sortable: false, value: (row) => row.one },
        {
          key: 'other',
          align: 'right',
          header: profileName(other),
          sortable: false,
          value: (row) => row.other,
        },
        { key: 'both', align: 'right', header: 'Together', sortable: false, value: (row) => row.both },
      ]}
    />
  )
}
