import type { FrictionEstimate } from '@throughline/contract/friction'

/** The axis that all rows of a list share; it begins below zero only where an interval does. */
export interface MoneyAxis {
  readonly min: number
  readonly max: number
}

const steps = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10] as const

/** Round bounds that hold every interval. */
export function moneyAxis(estimates: readonly FrictionEstimate[]): MoneyAxis {
  const least = Math.min(0, ...estimates.map(({ low }) => low))
  const most = Math.max(0, ...estimates.map(({ high }) => high))
  return { min: least < 0 ? -roundUp(-least) : 0, max: most > 0 ? roundUp(most) : 1 }
}

function roundUp(value: number): number {
  const size = 10 ** Math.floor(Math.log10(value))
  const step = steps.find((candidate) => candidate * size >= value) ?? 10
  return step * size
}
