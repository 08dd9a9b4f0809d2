import type { ExperimentMetric, MetricDefinition } from '@throughline/contract/experiment-metrics'
import { formatOf, ORDER_EVENT } from './metric.ts'

interface Ready {
  readonly name: string
  readonly description: string
  readonly definition: MetricDefinition
}

/** Metrics that every project has, by the part of their id after `ready:`. */
const metrics: Readonly<Record<string, Ready>> = {
  ordered: {
    name: 'People who order',
    description: 'Share of people with an order, net of cancelled and wholly refunded ones.',
    definition: { kind: 'proportion', event: ORDER_EVENT, better: 'up' },
  },
  orders: {
    name: 'Orders per person',
    description: 'Orders, net of cancelled and wholly refunded ones.',
    definition: { kind: 'count', event: ORDER_EVENT, better: 'up' },
  },
  revenue: {
    name: 'Revenue per person',
    description:
      'Money of orders, net of refunds and cancellations; the largest 0.5 % of buyers count no more than the next.',
    definition: { kind: 'revenue', cap: { kind: 'percentile', at: 99.5 }, better: 'up' },
  },
  'order-value': {
    name: 'Order value',
    description: 'Money an order.',
    definition: {
      kind: 'ratio',
      numerator: { measure: 'revenue', event: ORDER_EVENT },
      denominator: { measure: 'count', event: ORDER_EVENT },
      better: 'up',
    },
  },
  added: {
    name: 'People who add to the cart',
    description: 'Share of people who put something into the cart.',
    definition: { kind: 'proportion', event: 'Product Added', better: 'up' },
  },
  checkout: {
    name: 'People who start the checkout',
    description: 'Share of people who begin to pay.',
    definition: { kind: 'proportion', event: 'Checkout Started', better: 'up' },
  },
  'checkout-to-order': {
    name: 'Checkouts that become orders',
    description: 'Of the people who start the checkout, those who go on to order.',
    definition: {
      kind: 'funnel',
      steps: [{ event: 'Checkout Started' }, { event: ORDER_EVENT }],
      of: 'previousStep',
      better: 'up',
    },
  },
  'time-to-order': {
    name: 'Days to the first order',
    description: 'How soon after exposure people order, over 14 days.',
    definition: { kind: 'timeTo', event: ORDER_EVENT, horizonDays: 14, better: 'down' },
  },
  returned: {
    name: 'People who come back in the second week',
    description: 'Share of people with a page or screen between 7 and 14 days after exposure.',
    definition: {
      kind: 'retention',
      event: '*',
      where: [{ property: 'type', operator: 'in', value: ['page', 'screen'] }],
      retention: { fromDay: 7, toDay: 14 },
      better: 'up',
    },
  },
  cancelled: {
    name: 'Refunds and cancellations per person',
    description: 'Orders that were taken back, in part or in whole.',
    definition: {
      kind: 'count',
      event: '*',
      where: [{ property: 'event', operator: 'in', value: ['Order Refunded', 'Order Cancelled'] }],
      better: 'down',
    },
  },
  errors: {
    name: 'People who meet an error',
    description: 'Share of people who see an error message, or whose page or request fails.',
    definition: {
      kind: 'proportion',
      event: '*',
      where: [
        { property: 'event', operator: 'in', value: ['Error Shown', 'Script Failed', 'Request Failed'] },
      ],
      better: 'down',
    },
  },
  rage: {
    name: 'Rage clicks per person',
    description: 'Bursts of clicks on what does not do what it should.',
    definition: { kind: 'count', event: 'Rage Clicked', cap: { kind: 'value', at: 10 }, better: 'down' },
  },
  help: {
    name: 'People who seek help',
    description: 'Share of people who open help, or write a ticket.',
    definition: {
      kind: 'proportion',
      event: '*',
      where: [{ property: 'event', operator: 'in', value: ['Help Sought', 'Ticket Opened'] }],
      better: 'down',
    },
  },
}

const READY = 'ready:'

/** Revenue a person. */
export const READY_REVENUE = 'ready:revenue'

export type ReadyMetric = Omit<ExperimentMetric, 'usedBy'>

/** Metrics that came with the product. */
export const readyMetrics: readonly ReadyMetric[] = Object.entries(metrics).map(([id, metric]) => ({
  id: `${READY}${id}`,
  ...metric,
  format: formatOf(metric.definition),
  readyMade: true,
  createdAt: null,
  changedAt: null,
}))
