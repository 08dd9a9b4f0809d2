import type { EventView } from '@throughline/contract/event'

/** Properties that tell an event best, the best first. */
const telling = [
  'name',
  'title',
  'path',
  'url',
  'query',
  'product_id',
  'order_id',
  'coupon',
  'message',
] as const

/** A few words on an event: the channel, money if there is some, and what it was about. */
export function aboutEvent({ channel, properties }: EventView): string {
  const amount = properties.revenue ?? properties.total ?? properties.price
  const currency = properties.currency
  const money =
    typeof amount === 'number' ? `${amount}${typeof currency === 'string' ? ` ${currency}` : ''}` : undefined
  const about = telling
    .map((name) => properties[name])
    .find((value) => typeof value === 'string' && value !== '')
  return [channel, about, money].filter((part) => typeof part === 'string' && part !== '').join(' · ')
}
