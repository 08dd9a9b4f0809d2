import type { Channel } from './channels.ts'
import type { DeviceType } from './devices.ts'

export type Surface = 'web' | 'app' | 'store'

/**
 * All that a chance may depend on: who stands there, with what, since when. Fixed when the visit begins and never
 * changed by what happens in it, so that chances of later steps multiply and an expected cost can be computed.
 */
export interface Situation {
  readonly personIndex: number
  /** 0 for the first visit within the simulated life. */
  readonly visit: number
  readonly startedAt: number
  readonly surface: Surface
  readonly deviceType: DeviceType
  readonly operatingSystem: string
  readonly operatingSystemVersion: string
  readonly browser: string
  readonly browserVersion: string
  readonly slowDevice: boolean
  readonly country: string
  readonly channel: Channel
  readonly campaign: string | undefined
  /** Hour of the day where the person lives. */
  readonly localHour: number
  readonly returning: boolean
  readonly ordersBefore: number
  readonly knownCustomer: boolean
  /** Latent, about standard normal: how much this person wants something today. No event shows it. */
  readonly intent: number
  /** Latent, 0 to 1. */
  readonly patience: number
  /** Latent, 0 to 1. */
  readonly priceSensitivity: number
  /** List price of what they would buy, in cents of a euro, before any coupon. */
  readonly basketCents: number
}
