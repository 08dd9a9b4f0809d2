import { useQuery } from '@tanstack/react-query'
import { listCustomerOrders, type Profile } from '@throughline/contract/people'
import { query } from '../../../api.ts'
import { formatCount, formatExactMoney } from '../../../format/number.ts'
import { Card } from '../../../ui/card.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { RowsSkeleton } from '../../../ui/skeletons.tsx'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { useView } from '../../../view/use-view.ts'
import { useOrderColumns } from './use-order-columns.tsx'

/** A person's orders: what became of each, and what is left of it. */
export function PersonOrders({ id, profile }: { id: string; profile: Profile }) {
  const { timezone } = useView().period
  const orders = useQuery(query(listCustomerOrders, { params: { id } }))
  const columns = useOrderColumns(timezone)
  const sums = profile.revenue.map(
    ({ currency, orders: count, total }) =>
      `${formatCount(count, 'order')}, ${formatExactMoney(total, currency)}`,
  )
  const left = sums.length > 0 ? ` · left after refunds and cancellations: ${sums.join('; ')}` : ''
  return (
    <Card title="Orders" hint={`Of all time, times in ${timezone}${left}`}>
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
          caption={`Orders with their state; times in ${timezone}`}
          rows={orders.data.orders}
          rowKey={({ orderId }, index) => orderId ?? String(index)}
          columns={columns}
        />
      ) : null}
    </Card>
  )
}
