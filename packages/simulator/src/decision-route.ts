import type { Surface } from './situation.ts'

/** The named places where a visit goes on or ends, in the order in which they come. */
export const onlineRoute = [
  'stay',
  'view_product',
  'add_to_cart',
  'view_cart',
  'start_checkout',
  'complete_contact',
  'complete_shipping',
  'complete_payment',
  'place_order',
] as const

export const storeRoute = ['buy_in_store'] as const

export type DecisionPoint = (typeof onlineRoute)[number] | (typeof storeRoute)[number]

/** The points that a visit comes to, in their order. */
export function routeOf(surface: Surface): readonly DecisionPoint[] {
  return surface === 'store' ? storeRoute : onlineRoute
}
