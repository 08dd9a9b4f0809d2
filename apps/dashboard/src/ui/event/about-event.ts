import type { EventView } from '@throughline/contract/event'
import { formatExactMoney } from '../../format/number.ts'

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

/** A few words on what an event was about, and the money if there is some: `Walnut desk lamp · €49.90`. */
export function aboutEvent({ event, properties }: EventView): string {
  const about = telling
    .map((name) => properties[name])
    // A page's title is its name once more, with the shop's behind it.
    .find((value) => typeof value === 'string' && value !== '' && !value.startsWith(event))
  return [about, moneyOf(properties)].filter((part) => typeof part === 'string' && part !== '').join(' · ')
}

function moneyOf(properties: EventView['properties']): string | undefined {
  const amount = Number(properties.revenue ?? properties.total ?? properties.price ?? Number.NaN)
  if (!Number.isFinite(amount)) return undefined
  return formatExactMoney(amount, typeof properties.currency === 'string' ? properties.currency : '')
}
