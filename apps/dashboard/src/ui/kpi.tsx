import type { ReactNode } from 'react'
import { formatChange, formatNumber } from '../format/number.ts'
import type { Estimate } from './interval-mark.tsx'
import classes from './kpi.module.css'
import { Sparkline } from './sparkline.tsx'

/** A key figure: its name, value with unit, change against the period before, and its course. Goes into a `<dl>`. */
export function Kpi(props: {
  label: string
  value: ReactNode
  now?: number
  before?: number | undefined
  /** Whether more is better; left out, the change is told without a colour. */
  moreIs?: 'better' | 'worse'
  note?: ReactNode
  /** The change in other words than a share of the value before. */
  change?: ReactNode
  course?: readonly number[]
}) {
  const { now, before } = props
  const compared = now !== undefined && before !== undefined
  const change =
    props.change ?? (compared ? <Change now={now} before={before} moreIs={props.moreIs} /> : null)
  return (
    <div className={classes.kpi}>
      <dt>{props.label}</dt>
      <dd className={classes.value}>{props.value}</dd>
      <dd className={classes.note}>
        {props.note}
        {props.note && change ? ' · ' : null}
        {change}
      </dd>
      {props.course ? (
        <dd className={classes.course} aria-hidden="true">
          <Sparkline values={props.course} width={84} />
        </dd>
      ) : null}
    </div>
  )
}

/** `▲ 12 %` in the colour of what it means. */
function Change(props: { now: number; before: number; moreIs?: 'better' | 'worse' | undefined }) {
  const { text, direction } = formatChange(props.now, props.before)
  return <Moved text={text} direction={direction} moreIs={props.moreIs} />
}

/** How a share with a 95 % interval moved, in points; within its interval that is no change. */
export function SharePoints(props: { now: Estimate; before: number }) {
  const { now, before } = props
  if (before >= now.low && before <= now.high) return <span className={classes.change}>■ same</span>
  const direction = now.estimate > before ? 'up' : 'down'
  const points = formatNumber(Math.round(Math.abs(now.estimate - before) * 10_000) / 100)
  return (
    <Moved
      text={`${direction === 'up' ? '▲' : '▼'} ${points} points`}
      direction={direction}
      moreIs="better"
    />
  )
}

function Moved(props: {
  text: string
  direction: 'up' | 'down' | 'same'
  moreIs?: 'better' | 'worse' | undefined
}) {
  const { text, direction } = props
  const good =
    direction === 'same' || !props.moreIs ? undefined : (direction === 'up') === (props.moreIs === 'better')
  return (
    <span className={classes.change} data-means={good === undefined ? undefined : good ? 'better' : 'worse'}>
      {text}
    </span>
  )
}
