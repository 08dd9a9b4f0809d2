import { DAY, startOfDay } from './calendar.ts'
import type { SegmentMessage } from './segment-message.ts'
import { type SimulationOptions, simulate } from './simulate.ts'

const SAMPLE_DAYS = 90
const SAMPLE_PEOPLE = 3450

/**
 * The sample shop that one click loads: about 60,000 events over the 90 days that end with the UTC day before `now`.
 * The same on every call of one day.
 */
export function sampleShop(now: Date): Generator<SegmentMessage, void, undefined> {
  return simulate(sampleShopOptions(now))
}

export function sampleShopOptions(now: Date): SimulationOptions {
  const to = startOfDay(now.getTime())
  return {
    seed: 'sample shop',
    from: new Date(to - SAMPLE_DAYS * DAY),
    to: new Date(to),
    people: SAMPLE_PEOPLE,
  }
}
