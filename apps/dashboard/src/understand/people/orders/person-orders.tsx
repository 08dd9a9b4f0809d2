import { useQuery } from '@tanstack/react-query'
import { listCustomerOrders, type Profile } from '@throughline/contract/people'
import { query } from '../../../api.ts'
import { formatMinute } from '../../../format/date.ts'
import { formatCount, formatExactMoney } from '../../../format/number.ts'
import { Card } from '../../../ui/card.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { RowsSkeleton } from '../../../ui/skeletons.tsx'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { useView } from '../../../view/use-view.ts'

/** A person's orders with what is left of each after refunds. */
export function PersonOrders({ id, profile }: { id: string; profile: Profile }) {
  const { timezone } = useView().period
  const orders = useQuery(query(listCustomerOrders, { params: { id } }))
  const sums = profile.revenue.map(
    ({ currency, orders: count, total }) =>
      `${formatCount(count, 'order')}, ${formatExactMoney(total, currency)}`,
  )
  return (
    <Card title="Orders" hint={['Net of refunds; cancelled orders are left out', ...sums].join(' · ')}>
      {orders.isPending ? <RowsSkeleton rows={4} /> : null}
      {orders.isError ? (
        <ErrorState
          inset
          title="The orders could not be loaded"
          error={orders.error}
          onRetry={() => orders.refetch()}
        />
      ) : null}
      {orders.data?.orders.length === 0 ? (
        <EmptyState
          inset
          title="No order yet"
          why="An order appears here with the first “Order Completed” of this person, from the web, an app, a store or an import."
        />
      ) : null}
      {orders.data?.orders.length ? (
        <DataTable
          caption={`Orders, net of refunds; times in ${timezone}`}
          rows={orders.data.orders}
          rowKey={({ orderId }, index) => orderId ?? String(index)}
          columns={[
            { key: 'order', header: 'Order', value: ({ orderId }) => orderId ?? 'without a number' },
            {
              key: 'placed',
              header: 'Placed',
              value: ({ placedAt }) => placedAt,
              cell: ({ placedAt }) => <time dateTime={placedAt}>{formatMinute(placedAt, timezone)}</time>,
            },
            { key: 'currency', header: 'Currency', value: ({ currency }) => currency },
            {
              key: 'total',
              header: 'Left after refunds',
              align: 'right',
              value: ({ total }) => Number(total),
              cell: ({ total, currency }) => formatExactMoney(total, currency),
            },
          ]}
        />
      ) : null}
    </Card>
  )
}
