import type { Question } from '@throughline/contract/question'
import { besideThePath, day } from './first-question.ts'

/** A question worth asking of most projects, ready to be opened and changed. */
export interface Template {
  readonly title: string
  readonly why: string
  readonly question: Question
}

/** Written for the names of Segment's e-commerce spec, which most senders use; the builder lets one choose others. */
export const templates: readonly Template[] = [
  {
    title: 'Where do buyers drop off?',
    why: 'From a product to an order, step by step, with the largest loss named.',
    question: {
      type: 'funnel',
      steps: ['Product Viewed', 'Product Added', 'Checkout Started', 'Order Completed'].map((event) => ({
        event,
      })),
      windowSeconds: 7 * day,
    },
  },
  {
    title: 'Do people come back?',
    why: 'Of those who came for the first time, how many return week after week.',
    question: {
      type: 'retention',
      cohort: { event: '*', firstTime: true },
      return: { event: '*' },
      period: 'week',
      periods: 8,
    },
  },
  {
    title: 'What do people do after the landing page?',
    why: 'The ways from your first page, and where they end.',
    question: { type: 'paths', anchor: { direction: 'from', path: '/' }, exclude: besideThePath },
  },
  {
    title: 'Do buyers buy again?',
    why: 'Of those who ordered for the first time, how many order again month after month.',
    question: {
      type: 'retention',
      cohort: { event: 'Order Completed', firstTime: true },
      return: { event: 'Order Completed' },
      period: 'month',
      periods: 6,
    },
  },
  {
    title: 'What does a new buyer bring?',
    why: 'Revenue by cohort: of those who ordered for the first time, what they spend month after month.',
    question: {
      type: 'retention',
      cohort: { event: 'Order Completed', firstTime: true },
      return: { event: 'Order Completed' },
      period: 'month',
      periods: 6,
      value: { property: 'revenue' },
    },
  },
  {
    title: 'Are we growing?',
    why: 'New, returning and resurrecting people against those who fell silent.',
    question: { type: 'lifecycle', event: '*', interval: 'week' },
  },
  {
    title: 'How do orders move?',
    why: 'Orders and buyers against the period before.',
    question: {
      type: 'trend',
      series: [
        { event: 'Order Completed', measure: 'count' },
        { event: 'Order Completed', measure: 'people' },
      ],
      compare: 'previous',
    },
  },
  {
    title: 'What leads to an order?',
    why: 'The last steps before people buy.',
    question: {
      type: 'paths',
      anchor: { direction: 'to', event: 'Order Completed' },
      depth: 4,
      exclude: besideThePath,
    },
  },
  {
    title: 'Which devices convert?',
    why: 'The same funnel for phones, tablets and computers, side by side.',
    question: {
      type: 'funnel',
      steps: ['Product Viewed', 'Checkout Started', 'Order Completed'].map((event) => ({ event })),
      windowSeconds: 7 * day,
      breakdown: { property: 'device.type' },
    },
  },
]
