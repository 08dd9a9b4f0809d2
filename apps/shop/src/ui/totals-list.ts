import { cart, type Totals } from '../shop/cart.ts'
import { element } from './element.ts'
import { money } from './money.ts'

/** What it costs, line by line. */
export function totalsList({ goods, discount, shipping, total }: Totals): HTMLElement {
  const row = (name: string, value: string, kind = '') =>
    element('div', { class: kind }, element('dt', {}, name), element('dd', {}, value))
  return element(
    'dl',
    { class: 'totals' },
    row('Goods', money(goods)),
    discount > 0 && row(`Coupon ${cart().coupon?.code}`, `−${money(discount)}`),
    shipping > 0 && row('Delivery', money(shipping)),
    row('Total', money(total), 'sum'),
  )
}
