import { defaultShopModel, type ShopModel } from './shop-model.ts'

const { decisions, signals } = defaultShopModel

/**
 * A web shop that sells well: about nine visits in a hundred order. Nobody comes with a history that the messages
 * cannot show (no customers from before, few private windows), and no error falls after the decision that it goes with.
 * Each page is timed, as the browser SDK does it. Nothing is refunded, so that what a visit would have bought is what the shop would have kept.
 */
export const judgeShopModel: ShopModel = {
  ...defaultShopModel,
  decisions: {
    ...decisions,
    stay: { ...decisions.stay, base: 0.75 },
    view_product: { ...decisions.view_product, base: 1.7 },
    add_to_cart: { ...decisions.add_to_cart, base: -0.85 },
    view_cart: { ...decisions.view_cart, base: 1.9 },
    start_checkout: { ...decisions.start_checkout, base: 0.95 },
    complete_contact: { ...decisions.complete_contact, base: 1.8 },
    complete_shipping: { ...decisions.complete_shipping, base: 2.2 },
    complete_payment: { ...decisions.complete_payment, base: 2.1 },
    place_order: { ...decisions.place_order, base: 3.2 },
  },
  signals: {
    ...signals,
    rage_clicked: { ...signals.rage_clicked, byIntent: 1 },
    field_error: { ...signals.field_error, rate: 0 },
    field_refilled: { ...signals.field_refilled, rate: 0 },
    help_sought: { ...signals.help_sought, rate: 0.035 },
  },
  people: {
    ...defaultShopModel.people,
    established: 0,
    sharesDevice: 0.04,
    secondDevice: 0.1,
    loyaltyCard: 0,
    usesApp: 0,
  },
  visits: { ...defaultShopModel.visits, private: 0.01, pagesTimed: 1 },
  afterOrder: {
    ...defaultShopModel.afterOrder,
    cancelled: 0,
    updated: 0,
    returned: 0,
    tracked: 0.2,
  },
  seasons: { ...defaultShopModel.seasons, openingSurplus: 0 },
}
