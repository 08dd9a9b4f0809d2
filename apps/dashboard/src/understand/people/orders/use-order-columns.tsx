import { useMediaQuery } from '@mantine/hooks'
import type { CustomerOrder } from '@throughline/contract/people'
import { formatDate, formatMinute } from '../../../format/date.ts'
import { formatExactMoney } from '../../../format/number.ts'
import { Chip } from '../../../ui/chip.tsx'
import type { Column } from '../../../ui/table/data-table.tsx'
import { orderStateLook } from './order-state.ts'
import classes from './orders.module.css'

/** Columns of a person's orders; on a phone the state stands below the number, and only what is left beside it. */
export function useOrderColumns(timezone: string): Column<CustomerOrder>[] {
  const narrow = useMediaQuery('(max-width: 640px)')
  const columns: Column<CustomerOrder>[] = [
    {
      key: 'order',
      header: 'Order',
      value: orderName,
      cell: (order) => (narrow ? <OrderWithState order={order} /> : orderName(order)),
    },
    {
      key: 'state',
      header: 'State',
      value: ({ state }) => orderStateLook[state].words,
      cell: (order) => <State order={order} />,
    },
    {
      key: 'placed',
      header: 'Placed',
      value: ({ placedAt }) => placedAt,
      cell: ({ placedAt }) => (
        <time dateTime={placedAt}>{(narrow ? formatDate : formatMinute)(placedAt, timezone)}</time>
      ),
    },
    { key: 'currency', header: 'Currency', value: ({ currency }) => currency },
    {
      key: 'placedTotal',
      header: 'Placed for',
      align: 'right',
      value: ({ placedTotal }) => Number(placedTotal),
      cell: ({ placedTotal, currency }) => formatExactMoney(placedTotal, currency),
    },
    {
      key: 'total',
      header: 'What is left',
      align: 'right',
      value: ({ total }) => Number(total),
      cell: ({ total, currency }) => formatExactMoney(total, currency),
    },
  ]
  return narrow ? columns.filter(({ key }) => ['order', 'placed', 'total'].includes(key)) : columns
}

const orderName = ({ orderId }: CustomerOrder): string => orderId ?? 'without a number'

function OrderWithState({ order }: { order: CustomerOrder }) {
  return (
    <span className={classes.order}>
      {orderName(order)}
      <State order={order} />
    </span>
  )
}

function State({ order }: { order: CustomerOrder }) {
  const { words, tone } = orderStateLook[order.state]
  return <Chip tone={tone}>{words}</Chip>
}
