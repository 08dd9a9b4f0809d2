import type { JourneyRate } from '@throughline/contract/journeys'
import { formatNumber, formatShare } from '../../format/number.ts'
import classes from './rate-mark.module.css'

/** A share with its 95 % interval: the figure, its bounds, and the signature mark on an axis from 0 to 100 %. */
export function RateMark(props: { rate: JourneyRate | null; tone: 'thread' | 'loss' }) {
  const { rate, tone } = props
  if (!rate) return <span className={classes.none}>–</span>
  const percent = (share: number): string => `${Math.max(0, Math.min(1, share)) * 100}%`
  return (
    <div className={classes.rate} title={`${formatNumber(rate.count)} of ${formatNumber(rate.of)}`}>
      <div className={classes.text}>
        <b data-figures>{formatShare(rate.estimate)}</b>
        <span data-figures>
          <span className="visually-hidden">95 % interval </span>
          {boundsText(rate)}
        </span>
      </div>
      <div className={classes.axis} aria-hidden="true">
        <div
          className={classes.band}
          data-tone={tone}
          style={{ left: percent(rate.low), width: `max(4px, ${(rate.high - rate.low) * 100}%)` }}
        />
        <div className={classes.dot} data-tone={tone} style={{ left: percent(rate.estimate) }} />
      </div>
    </div>
  )
}

/** `36.2–40.1 %`. */
export function boundsText({ low, high }: JourneyRate): string {
  return `${formatShare(low).replace(/\s%$/, '')}–${formatShare(high)}`
}
