import { DAY, HOUR } from './calendar.ts'
import { deriveKey, RandomStream } from './random.ts'
import { momentWithin } from './seasons.ts'
import type { Visit } from './visit.ts'

/** When somebody comes again after a visit, if they do within the period. */
export function comesBackAt(visit: Visit, endedAt: number, ordered: boolean): number | undefined {
  const { person, world } = visit
  const { comeBack } = world.model
  const random = new RandomStream(deriveKey(visit.key, 'comes back'))
  if (!random.chance(chanceToComeBack(visit, ordered))) return undefined
  const meanDays = ordered ? comeBack.meanDaysAfterOrder : comeBack.meanDaysAfterBrowsing
  const next = endedAt + HOUR + random.waiting(meanDays * DAY)
  if (next >= world.to) return undefined
  return next < endedAt + DAY ? Math.floor(next) : momentWithin(next, person.market, random, world)
}

function chanceToComeBack(visit: Visit, ordered: boolean): number {
  const { afterOrder, afterBrowsing, afterBounce } = visit.world.model.comeBack
  const bounced = visit.decisions[0]?.passed === false
  const usual = ordered ? afterOrder : bounced ? afterBounce : afterBrowsing
  return Math.min(0.95, usual * (0.6 + 0.8 * visit.person.loyalty))
}
