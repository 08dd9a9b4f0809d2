import type { Channel } from './channels.ts'
import type { DecisionPoint } from './decision-route.ts'

/** What moves the log-odds of one decision. Each weight multiplies the quantity that it is named after. */
export interface DecisionWeights {
  readonly base: number
  readonly intent: number
  readonly patience: number
  /** Times the price sensitivity (0 to 1) and the logarithm of the basket over the reference basket. */
  readonly price: number
  readonly mobile: number
  readonly slowDevice: number
  readonly returning: number
  /** Times the pull of the channel of arrival. */
  readonly channel: number
}

/** The share of opportunities at which an experience signal occurs of itself, harming nobody. */
export interface SignalRate {
  readonly rate: number
  /** Factors on the rate. */
  readonly onMobile: number
  readonly onSlowDevice: number
  /** Factor for those who want most (intent at +1); its inverse for those who want least. */
  readonly byIntent: number
}

export type BackgroundSignal =
  | 'rage_clicked'
  | 'dead_clicked'
  | 'script_failed'
  | 'request_failed'
  | 'app_crashed'
  | 'field_error'
  | 'field_refilled'
  | 'search_empty'
  | 'help_sought'
  | 'page_returned'

/** Every number of the shop's behaviour. Change one with `{ ...defaultShopModel, … }`. */
export interface ShopModel {
  readonly decisions: Readonly<Record<DecisionPoint, DecisionWeights>>
  /** How keen arrivals by each channel are, in log-odds. */
  readonly channelPull: Readonly<Record<Channel, number>>
  readonly signals: Readonly<Record<BackgroundSignal, SignalRate>>
  /** Shares of people. */
  readonly people: {
    readonly established: number
    readonly business: number
    readonly secondDevice: number
    readonly sharesDevice: number
    readonly loyaltyCard: number
    readonly usesApp: number
    readonly givesPhone: number
  }
  /** Shares of visits. */
  readonly visits: {
    readonly bySecondDevice: number
    readonly inStore: number
    readonly inApp: number
    /** A window that keeps no cookie: a one-off anonymous id. */
    readonly private: number
    /** Of app visits: no network, so that all messages arrive hours later. */
    readonly offline: number
    readonly searches: number
    /** Of pages after the first: those whose loading the browser tells of. */
    readonly pagesTimed: number
  }
  readonly basket: {
    readonly secondItem: number
    readonly furtherItem: number
    readonly twoOfOne: number
    readonly removesItem: number
  }
  readonly account: {
    readonly signsUpBrowsing: number
    readonly signsUpAtCheckout: number
    readonly signsInEarly: number
    /** Where nobody stays signed in, because two people use the device. */
    readonly signsInEarlyOnSharedDevice: number
    readonly signsInAtCheckout: number
    readonly subscribesAfterOrder: number
  }
  readonly comeBack: {
    readonly afterOrder: number
    readonly afterBrowsing: number
    readonly afterBounce: number
    readonly meanDaysAfterOrder: number
    readonly meanDaysAfterBrowsing: number
  }
  /** Shares of orders, each on its own. */
  readonly afterOrder: {
    readonly cancelled: number
    readonly updated: number
    readonly pickedUpInStore: number
    readonly late: number
    readonly tracked: number
    readonly returned: number
    readonly partlyReturned: number
    readonly surveyed: number
    readonly surveyAnswered: number
    readonly reviewed: number
    readonly shared: number
    readonly ticketOpened: number
  }
  readonly seasons: {
    /** Sunday first. */
    readonly byWeekday: readonly number[]
    /** January first. */
    readonly byMonth: readonly number[]
    /** By local hour. */
    readonly byHour: readonly number[]
    readonly christmasPeak: number
    /** A period begins with people who come back from before it: so many more on its first day, … */
    readonly openingSurplus: number
    /** … and fewer with each day, by this scale. */
    readonly openingDays: number
    readonly campaignLift: number
  }
}

const none: DecisionWeights = {
  base: 0,
  intent: 0,
  patience: 0,
  price: 0,
  mobile: 0,
  slowDevice: 0,
  returning: 0,
  channel: 0,
}

const calm: SignalRate = { rate: 0, onMobile: 1, onSlowDevice: 1, byIntent: 1 }

/**
 * An ordinary European shop: four visits in ten bounce, about three in a hundred order, for about 60 euros.
 * Bands as trade reports commonly give them; no shop's data went into it.
 */
export const defaultShopModel: ShopModel = {
  decisions: {
    stay: {
      ...none,
      base: 0.28,
      intent: 0.55,
      patience: 0.5,
      slowDevice: -0.35,
      returning: 0.35,
      channel: 1,
    },
    view_product: { ...none, base: 1.05, intent: 0.4, patience: 0.5, returning: 0.1, channel: 0.3 },
    add_to_cart: {
      ...none,
      base: -2.15,
      intent: 0.85,
      price: -0.7,
      mobile: -0.2,
      slowDevice: -0.2,
      returning: 0.4,
      channel: 0.8,
    },
    view_cart: { ...none, base: 1.2, intent: 0.3 },
    start_checkout: {
      ...none,
      base: -0.05,
      intent: 0.55,
      price: -0.5,
      mobile: -0.15,
      returning: 0.3,
      channel: 0.3,
    },
    complete_contact: { ...none, base: 1.35, intent: 0.35, patience: 0.6, mobile: -0.15, returning: 0.35 },
    complete_shipping: { ...none, base: 1.9, intent: 0.3, patience: 0.4, price: -0.3, slowDevice: -0.2 },
    complete_payment: { ...none, base: 1.7, intent: 0.3, price: -0.3, mobile: -0.2, returning: 0.2 },
    place_order: { ...none, base: 2.7, intent: 0.3 },
    buy_in_store: { ...none, base: -0.4, intent: 0.5, price: -0.4, returning: 0.3 },
  },
  channelPull: {
    direct: 0.25,
    organic_search: 0.05,
    paid_search: 0.1,
    email: 0.45,
    referral: 0.1,
    social: -0.55,
    display: -0.75,
  },
  signals: {
    rage_clicked: { ...calm, rate: 0.004, onMobile: 1.6, onSlowDevice: 1.5, byIntent: 1.3 },
    dead_clicked: { ...calm, rate: 0.01, onMobile: 1.3 },
    script_failed: { ...calm, rate: 0.004, onSlowDevice: 1.8 },
    request_failed: { ...calm, rate: 0.003, onMobile: 1.5 },
    app_crashed: { ...calm, rate: 0.001, onSlowDevice: 2 },
    field_error: { ...calm, rate: 0.09, onMobile: 1.5 },
    field_refilled: { ...calm, rate: 0.05, onMobile: 1.4 },
    search_empty: { ...calm, rate: 0.07 },
    help_sought: { ...calm, rate: 0.012, byIntent: 1.8 },
    page_returned: { ...calm, rate: 0.25, onSlowDevice: 1.3 },
  },
  people: {
    established: 0.22,
    business: 0.06,
    secondDevice: 0.24,
    sharesDevice: 0.16,
    loyaltyCard: 0.16,
    usesApp: 0.3,
    givesPhone: 0.4,
  },
  visits: {
    bySecondDevice: 0.4,
    inStore: 0.3,
    inApp: 0.6,
    private: 0.03,
    offline: 0.02,
    searches: 0.3,
    pagesTimed: 0.12,
  },
  basket: { secondItem: 0.34, furtherItem: 0.3, twoOfOne: 0.1, removesItem: 0.08 },
  account: {
    signsUpBrowsing: 0.02,
    signsUpAtCheckout: 0.4,
    signsInEarly: 0.25,
    signsInEarlyOnSharedDevice: 0.6,
    signsInAtCheckout: 0.8,
    subscribesAfterOrder: 0.05,
  },
  comeBack: {
    afterOrder: 0.62,
    afterBrowsing: 0.42,
    afterBounce: 0.2,
    meanDaysAfterOrder: 16,
    meanDaysAfterBrowsing: 4,
  },
  afterOrder: {
    cancelled: 0.02,
    updated: 0.015,
    pickedUpInStore: 0.08,
    late: 0.08,
    tracked: 0.45,
    returned: 0.09,
    partlyReturned: 0.4,
    surveyed: 0.6,
    surveyAnswered: 0.22,
    reviewed: 0.07,
    shared: 0.03,
    ticketOpened: 0.05,
  },
  seasons: {
    byWeekday: [1.16, 1.08, 1, 0.98, 0.97, 0.9, 0.92],
    byMonth: [0.9, 0.9, 0.95, 1, 1, 0.95, 0.9, 0.88, 1, 1.05, 1.1, 1.1],
    byHour: [14, 8, 5, 4, 4, 7, 16, 30, 42, 50, 54, 54, 56, 55, 52, 50, 52, 57, 64, 74, 82, 76, 54, 30],
    christmasPeak: 0.7,
    openingSurplus: 0.6,
    openingDays: 9,
    campaignLift: 0.3,
  },
}
