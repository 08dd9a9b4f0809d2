import type { VitalMetric, VitalsCostResponse } from '@throughline/contract/vitals'
import { formatNumber } from '../../format/number.ts'

type Cost = VitalsCostResponse['metrics'][number]
type Difference = NonNullable<Cost['poorAgainstGood']['bounce']>

/** What sessions with a poor first page do otherwise than those with a good one; never more than an association. */
export function costFinding(cost: Cost, aim: string): string {
  const { bounce, conversion } = cost.poorAgainstGood
  if (!bounce || !conversion) return `${missing(cost)} Nothing can be compared.`
  const parts = [
    ...(tells(bounce) ? [`left after one page ${pointsOf(bounce)}`] : []),
    ...(tells(conversion) ? [`came to “${aim}” ${pointsOf(conversion)}`] : []),
  ]
  if (parts.length === 0)
    return `Sessions that began on ${poorPage[cost.metric]} left and came to “${aim}” about as often as the others: no difference lies outside its 95 % interval.`
  return `Sessions that began on ${poorPage[cost.metric]} ${parts.join(', and ')} than those that began on a good one.`
}

/** Whether a difference is more than chance. */
const tells = ({ low, high }: Difference): boolean => low > 0 || high < 0

/** `12 points more often (8 to 16)`. */
function pointsOf(difference: Difference): string {
  const word = difference.estimate > 0 ? 'more' : 'less'
  const [low, high] = [Math.abs(difference.low), Math.abs(difference.high)].sort((a, b) => a - b)
  return `${points(Math.abs(difference.estimate))} points ${word} often (${points(low ?? 0)} to ${points(high ?? 0)})`
}

const points = (share: number): string => formatNumber(Math.round(share * 1000) / 10)

function missing({ bands }: Cost): string {
  const none = bands.find(({ band, sessions }) => band !== 'needs-improvement' && sessions === 0)
  return none?.band === 'good'
    ? 'No session began on a page in the good band.'
    : 'No session began on a page in the poor band.'
}

const poorPage: Readonly<Record<VitalMetric, string>> = {
  LCP: 'a page slow to show its main content',
  INP: 'a page slow to answer',
  CLS: 'a page that jumps',
  FCP: 'a page slow to show anything',
  TTFB: 'a page whose server was slow',
}
