import type { MetricDefinition } from '@throughline/contract/experiment-metrics'
import type { ResultInterval } from '@throughline/contract/experiment-results'
import { moneyAYear } from '@throughline/statistics/money-a-year'
import type { ComparedArm } from './compare-metric.ts'
import type { Phase } from './experiment.ts'
import { ORDER_EVENT } from './metric.ts'

/** Weekdays differ, so less than a week says nothing of a year. */
const FEWEST_DAYS = 7

/** Units a day of the whole audience, at the pace of the experiment; null before it has run for a week. */
export function yearlyUnits({
  units,
  days,
  phases,
}: {
  readonly units: number
  readonly days: number
  readonly phases: readonly Phase[]
}): number | null {
  const traffic = phases.at(-1)?.traffic ?? 0
  // While traffic grew, a day's units were of another share of the audience.
  if (days < FEWEST_DAYS || traffic <= 0 || phases.length > 1) return null
  return (units / days) * (100 / traffic)
}

export interface MoneyQuestion {
  readonly definition: MetricDefinition
  /** Units a day; null where they are not known. */
  readonly perYear: number | null
  /** Revenue a unit of the control. */
  readonly baseline: number | null
}

/**
 * Effects with what they are worth in a year: of revenue by its own effect; of orders by the orders' money, which takes it
 * that new orders are worth what the others are.
 */
export function withMoney(arms: readonly ComparedArm[], question: MoneyQuestion): ComparedArm[] {
  return arms.map((arm) => {
    const { effect } = arm
    if (!effect) return arm
    const ofUnit = moneyOfUnit(effect, question)
    if (!ofUnit || question.perYear === null) return arm
    return { ...arm, effect: { ...effect, moneyPerYear: moneyAYear(ofUnit, question.perYear) } }
  })
}

function moneyOfUnit(
  { absolute, relative }: NonNullable<ComparedArm['effect']>,
  { definition, baseline }: MoneyQuestion,
): ResultInterval | null {
  if (definition.kind === 'revenue') return absolute
  const ofOrders =
    (definition.kind === 'proportion' || definition.kind === 'count') && definition.event === ORDER_EVENT
  if (!ofOrders || !relative || baseline === null || baseline <= 0) return null
  return {
    estimate: relative.estimate * baseline,
    low: relative.low * baseline,
    high: relative.high * baseline,
  }
}
