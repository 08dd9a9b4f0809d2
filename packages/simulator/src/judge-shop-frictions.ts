import { DAY, HOUR } from './calendar.ts'
import {
  deadButton,
  type FrictionKind,
  paymentOutage,
  phoneField,
  refusedCoupon,
  silentRegression,
  slowImage,
} from './frictions/friction-kinds.ts'
import { calibrateHarm, type FrictionPlan, largestShare, type Pilot } from './frictions/harm-calibration.ts'
import { type MeetingWeights, meetingChance } from './frictions/meeting-chance.ts'
import type { PlantedFriction } from './frictions/planted-friction.ts'
import type { VisitorGroup } from './frictions/visitor-group.ts'
import { deriveKey, type Key, RandomStream } from './random.ts'

interface Period {
  readonly from: number
  readonly until: number
}

/** One of the six, before it is known whom it hits and how hard. */
interface Candidate {
  readonly name: string
  readonly kind: FrictionKind
  /** How visits of the group come to meet it: the rarer, the harder it must hit to cost as much. All do if empty. */
  readonly meetings: readonly MeetingWeights[]
  readonly groups: readonly VisitorGroup[]
  readonly lasts: Period
  /** What it takes of the chance of those who meet it: rather more than the one, never more than the other. */
  readonly taken: readonly [rather: number, most: number]
}

const SMALLEST_SHARE = 0.005
const LARGEST_SHARE = 0.08
/** Nobody misses a group that can only just bear the cost. */
const ROOM = 1.15

/**
 * The six frictions of a judge's shop. The key draws when they begin, whom they hit and what they cost: 0.5 to 8 % of
 * revenue each, or as much as they can where their group and time bear no more.
 */
export function judgeFrictions(shop: Key, period: Period, pilot: Pilot): readonly PlantedFriction[] {
  const random = new RandomStream(deriveKey(shop, 'planted frictions'))
  const plans: FrictionPlan[] = []
  for (const candidate of candidates(random, period)) {
    const targetShare = SMALLEST_SHARE + (LARGEST_SHARE - SMALLEST_SHARE) * random.next()
    const taken = new Set(plans.map(({ friction }) => friction.who['browser.name']))
    const free = candidate.groups.filter((who) => {
      return who['browser.name'] === undefined || !taken.has(who['browser.name'])
    })
    plans.push(planOf(candidate, free, targetShare, pilot, random))
  }
  return calibrateHarm(plans, pilot)
}

function candidates(random: RandomStream, period: Period): readonly Candidate[] {
  return [
    {
      name: 'dead button',
      kind: deadButton(random.pick(['start_checkout', 'complete_shipping'])),
      meetings: [{ base: 0.1, returning: -0.5, channel: -0.6, price: 0.3, slowDevice: 0.3 }],
      groups: [
        { 'browser.name': 'Safari', 'device.type': 'mobile' },
        { 'browser.name': 'Chrome', 'device.type': 'mobile' },
        { 'browser.name': 'Safari' },
        { 'browser.name': 'Firefox' },
        { 'browser.name': 'Samsung Internet for Android' },
      ],
      lasts: { from: workingHour(random, period, 5, 18), until: period.until },
      taken: [0.35, 0.8],
    },
    {
      name: 'payment outage',
      kind: paymentOutage,
      meetings: [0.6, -0.6].map((base) => ({ base, mobile: 0.4, price: 0.4, orderedBefore: -0.6 })),
      groups: [{}],
      lasts: fourDays(workingHour(random, period, 5, 22)),
      taken: [0.35, 0.9],
    },
    {
      name: 'coupon that fails',
      kind: refusedCoupon(['THANKYOU10', 'SPRING-POST'], 'not_valid'),
      meetings: [-1.5, -2.1].map((base) => ({ base, channel: 1.6, returning: 0.5, price: -0.6 })),
      groups: [{}],
      lasts: period,
      taken: [0.2, 0.7],
    },
    {
      name: 'slow image',
      kind: slowImage,
      meetings: [
        {
          base: 0.5,
          mobile: 0.5,
          slowDevice: 0.5,
          returning: -0.7,
          channel: -0.4,
        },
      ],
      groups: [{ country: 'DE' }, { country: 'GB' }, { country: 'FR' }],
      lasts: period,
      taken: [0, 0.25],
    },
    {
      name: 'phone field',
      kind: phoneField,
      meetings: [0.2, -0.6].map((base) => ({
        base,
        mobile: 0.4,
        returning: -0.6,
        channel: -0.5,
        price: 0.2,
      })),
      groups: [
        { country: 'GB' },
        { country: 'FR' },
        { country: 'DE' },
        { 'device.type': 'mobile' },
        { 'device.type': 'desktop' },
      ],
      lasts: period,
      taken: [0.35, 0.75],
    },
    {
      name: 'silent regression',
      kind: silentRegression(
        random.pick(['add_to_cart', 'start_checkout', 'complete_contact', 'complete_payment']),
      ),
      meetings: [],
      groups: ['Safari', 'Chrome', 'Firefox', 'Microsoft Edge', 'Samsung Internet for Android'].map(
        (name) => {
          return { 'browser.name': name }
        },
      ),
      lasts: { from: workingHour(random, period, 8, 20), until: period.until },
      taken: [0.25, 0.7],
    },
  ]
}

/** A group that bears the cost by being hit hard enough to be noticed; else any that bears it; else what bears most. */
function planOf(
  { name, kind, meetings, lasts, taken: [ratherTaken, mostTaken] }: Candidate,
  groups: readonly VisitorGroup[],
  targetShare: number,
  pilot: Pilot,
  random: RandomStream,
): FrictionPlan {
  const chances = meetings.length === 0 ? [() => 1] : meetings.map(meetingChance)
  const able = groups
    .flatMap((who) => chances.map((chanceToMeet) => ({ ...kind, ...lasts, name, who, chanceToMeet })))
    .map((friction) => {
      return { friction, targetShare, mostTaken, largest: largestShare({ friction, mostTaken }, pilot) }
    })
    .sort((one, other) => other.largest - one.largest)
  const bearing = able.filter(({ largest }) => largest >= targetShare * ROOM)
  const telling = bearing.filter(({ largest }) => (targetShare / largest) * mostTaken >= ratherTaken)
  return random.pick(telling.length > 0 ? telling : bearing.length > 0 ? bearing : able.slice(0, 1))
}

/** Things break while people work on them. */
function workingHour(random: RandomStream, { from }: Period, firstDay: number, lastDay: number): number {
  return from + random.integer(firstDay, lastDay) * DAY + random.integer(8, 17) * HOUR
}

function fourDays(from: number): Period {
  return { from, until: from + 4 * DAY }
}
