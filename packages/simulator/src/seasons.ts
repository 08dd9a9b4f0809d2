import { DAY, HOUR, momentOnDay, startOfDay, weekday } from './calendar.ts'
import type { Market } from './markets.ts'
import type { RandomStream } from './random.ts'
import type { World } from './world.ts'

const DRAWS_BEFORE_FALLBACK = 24

/** How busy a day is, beside an ordinary one at about 1: weekday, month, campaign, and the weeks before Christmas. */
export function dayWeight(day: number, { model, campaigns, rush }: World): number {
  const { byWeekday, byMonth, campaignLift } = model.seasons
  const month = new Date(day).getUTCMonth()
  const ordinary = (byWeekday[weekday(day)] ?? 1) * (byMonth[month] ?? 1)
  const campaign = campaigns.runningAt(day + DAY / 2) ? 1 + campaignLift : 1
  const rushed = rush && day + DAY / 2 >= rush.from && day + DAY / 2 < rush.to ? rush.lift : 1
  return ordinary * campaign * rushed * (1 + model.seasons.christmasPeak * closenessToChristmas(day))
}

/** A moment of a person's waking hours within one UTC day, and within the simulated period. */
export function momentWithin(day: number, market: Market, random: RandomStream, world: World): number {
  const start = Math.max(startOfDay(day), world.from)
  const end = Math.min(startOfDay(day) + DAY, world.to)
  for (let draw = 0; draw < DRAWS_BEFORE_FALLBACK; draw++) {
    const hour = drawHour(world.model.seasons.byHour, random) + market.lateness
    const moment = momentOnDay(day, Math.floor((hour + random.next()) * HOUR), market)
    if (moment >= start && moment < end) return moment
  }
  return Math.floor(start + random.next() * (end - start))
}

/** 0 until 18 November, up to 1 on 12 December, back to 0 on Christmas Eve. */
function closenessToChristmas(day: number): number {
  const year = new Date(day).getUTCFullYear()
  const begin = Date.UTC(year, 10, 18)
  const peak = Date.UTC(year, 11, 12)
  const end = Date.UTC(year, 11, 24)
  if (day < begin || day >= end) return 0
  return day <= peak ? (day - begin) / (peak - begin) : (end - day) / (end - peak)
}

function drawHour(weights: readonly number[], random: RandomStream): number {
  let total = 0
  for (const weight of weights) total += weight
  let left = random.next() * total
  for (const [hour, weight] of weights.entries()) {
    left -= weight
    if (left < 0) return hour
  }
  return weights.length - 1
}
