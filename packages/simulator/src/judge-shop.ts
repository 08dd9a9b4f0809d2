import { DAY } from './calendar.ts'
import type { Rush } from './channels.ts'
import { FrictionLedger, type FrictionTruth, type ShopFigures } from './frictions/friction-ledger.ts'
import { pilotOf } from './frictions/harm-calibration.ts'
import { judgeFrictions } from './judge-shop-frictions.ts'
import { judgeShopModel } from './judge-shop-model.ts'
import { harmlessTwins } from './judge-shop-twins.ts'
import { deriveKey, RandomStream, seedKey } from './random.ts'
import type { SegmentMessage } from './segment-message.ts'
import { type SimulationOptions, simulate } from './simulate.ts'

export interface JudgeShopOptions {
  readonly seed: string | number
  /** About how many visits; 20,000 unless said. */
  readonly sessions?: number
  /** Whether the six frictions are planted. The harmless twins always are. */
  readonly planted: boolean
}

/** A shop whose frictions have a known cost, to judge by it who looks for them. */
export interface JudgeShop {
  readonly from: Date
  readonly to: Date
  readonly currency: 'EUR'
  /** Lazy, in the order of arrival; to be read once. */
  readonly messages: Iterable<SegmentMessage>
  /** What each planted friction cost, most money first; complete once the messages are read. */
  truth(): readonly FrictionTruth[]
  figures(): ShopFigures
}

const FROM = Date.UTC(2026, 3, 1)
const DAYS = 30
const SESSIONS = 20_000
const SESSIONS_A_PERSON = 1.45
const PILOT_PEOPLE = 4000

/**
 * A web shop of 30 days in one currency that misleads whoever compares affected visitors with the others: each signal
 * has harmless twins, who meets a friction depends on what buying depends on, slow devices are old and buy less, the
 * keenest read the help pages, and on one day others come than usually do.
 *
 * @example
 * const shop = judgeShop({ seed: 1, planted: true })
 * for (const message of shop.messages) store(message)
 * for (const { name, money, sessions } of shop.truth()) console.log(name, money, sessions.size)
 */
export function judgeShop({ seed, sessions = SESSIONS, planted }: JudgeShopOptions): JudgeShop {
  const period = { from: FROM, until: FROM + DAYS * DAY }
  const key = deriveKey(seedKey(seed), 'judge shop')
  const random = new RandomStream(deriveKey(key, 'days'))
  const people = Math.round(sessions / SESSIONS_A_PERSON)
  const options = {
    seed,
    from: new Date(period.from),
    to: new Date(period.until),
    model: judgeShopModel,
    rush: oneDayRush(random, period.from),
  } satisfies Omit<SimulationOptions, 'people' | 'events'>
  const twins = harmlessTwins(period, period.from + random.integer(6, 18) * DAY)
  const pilot = planted ? pilotOf({ ...options, people: Math.min(people, PILOT_PEOPLE) }, judgeShopModel) : []
  const frictions = planted ? [...judgeFrictions(key, period, pilot), ...twins] : twins
  const ledger = new FrictionLedger(frictions, judgeShopModel, period.from)
  return {
    from: options.from,
    to: options.to,
    currency: 'EUR',
    messages: simulate({ ...options, people, frictions, onVisit: (visit) => ledger.record(visit) }),
    truth: () => ledger.truth(),
    figures: () => ledger.figures(),
  }
}

/** One day of a campaign that brings many who are curious and few who buy. */
function oneDayRush(random: RandomStream, from: number): Rush {
  const day = from + random.integer(3, 26) * DAY
  return { from: day, to: day + DAY, lift: 2, channels: { social: 3, display: 3, email: 0.6 } }
}
