import type { FrictionEstimate } from '@throughline/contract/friction'
import { formatNumber } from '../../../format/number.ts'

/** A share as points of a hundred: `0.412` → `41.2`. */
export function points(share: number): string {
  return formatNumber(Math.round(share * 1000) / 10 || 0)
}

/** The bounds of a share's interval in points: `33–48`. */
export function pointBounds({ low, high }: FrictionEstimate): string {
  return `${points(low)}${low < 0 ? ' to ' : '–'}${points(high)}`
}
