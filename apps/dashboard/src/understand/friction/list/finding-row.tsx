import { Link } from '@tanstack/react-router'
import type { Finding } from '@throughline/contract/friction'
import { formatCount, formatRoughBounds, formatRoughMoney } from '../../../format/number.ts'
import { IntervalMark } from '../../../ui/interval-mark.tsx'
import rowLink from '../../../ui/row-link.module.css'
import { Sparkline } from '../../../ui/sparkline.tsx'
import { dayOf } from '../../../view/zoned-time.ts'
import { dailyCourse, partOf } from '../daily-course.ts'
import { sinceWords } from '../finding-words.ts'
import classes from '../friction.module.css'
import { FindingChips } from './finding-chips.tsx'
import type { MoneyAxis } from './money-axis.ts'

/** One finding: what, who, since when, its course, and its money on the axis of the list. */
export function FindingRow(props: {
  finding: Finding
  axis: MoneyAxis
  currency: string
  timezone: string
  markWidth: number
}) {
  const { finding, axis, currency, timezone } = props
  const { when, sessions, owner, moneyAtRisk } = finding
  const tone = finding.state === 'fixed' || finding.mark === 'fixed' ? 'gain' : 'loss'
  return (
    <li className={`${classes.row} ${rowLink.row}`}>
      <div className={classes.what}>
        <Link to="/friction/$id" params={{ id: finding.id }} className={rowLink.link ?? ''}>
          {finding.title}
        </Link>
        <div className={classes.meta}>
          <FindingChips finding={finding} />
          <span>
            {sinceWords(when, timezone)} · {formatCount(sessions.affected, 'session')}
            {owner === null ? null : ` · ${owner}`}
          </span>
        </div>
      </div>
      <Sparkline
        values={finding.course.map(({ money }) => money)}
        tone={tone}
        {...beginningOf(finding, timezone)}
      />
      <IntervalMark
        value={moneyAtRisk}
        min={axis.min}
        max={axis.max}
        tone="loss"
        format={(value) => formatRoughMoney(value, currency)}
        bounds={formatRoughBounds(moneyAtRisk.low, moneyAtRisk.high)}
        width={props.markWidth}
      />
    </li>
  )
}

/** The place in the course at which it began, where it did so in the period. */
function beginningOf({ when, course }: Finding, timezone: string): { mark?: number } {
  if (!when.beganInPeriod) return {}
  const { parts } = dailyCourse(course, timezone, dayOf(Date.parse(when.to), timezone))
  const mark = partOf(parts, dayOf(Date.parse(when.from), timezone))
  return mark === undefined ? {} : { mark }
}
