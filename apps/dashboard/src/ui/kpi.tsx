import type { ReactNode } from 'react'
import { formatChange } from '../format/number.ts'
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
  course?: readonly number[]
}) {
  const { now, before } = props
  return (
    <div className={classes.kpi}>
      <div>
        <dt>{props.label}</dt>
        <dd className={classes.value}>{props.value}</dd>
        <dd className={classes.note}>
          {props.note}
          {now !== undefined && before !== undefined ? (
            <>
              {props.note ? ' · ' : null}
              <Change now={now} before={before} moreIs={props.moreIs} />
            </>
          ) : null}
        </dd>
      </div>
      {props.course ? <Sparkline values={props.course} width={84} /> : null}
    </div>
  )
}

/** `▲ 12 %` in the colour of what it means. */
export function Change(props: { now: number; before: number; moreIs?: 'better' | 'worse' | undefined }) {
  const { text, direction } = formatChange(props.now, props.before)
  const good =
    direction === 'same' || !props.moreIs ? undefined : (direction === 'up') === (props.moreIs === 'better')
  return (
    <span className={classes.change} data-means={good === undefined ? undefined : good ? 'better' : 'worse'}>
      {text}
    </span>
  )
}
