import type { ReactNode } from 'react'
import classes from './bar-row.module.css'

/** One of several rows whose bars share an axis from 0 to `max`: what it is, how much, and the bar below. */
export function BarRow(props: {
  label: ReactNode
  value: number
  max: number
  text: ReactNode
  note?: ReactNode
  tone?: 'thread' | 'loss' | 'gain'
}) {
  const share = props.max > 0 ? Math.max(0, Math.min(1, props.value / props.max)) : 0
  return (
    <div className={classes.row}>
      <span className={classes.label}>{props.label}</span>
      <span className={classes.value} data-figures>
        {props.text}
        {props.note ? <small>{props.note}</small> : null}
      </span>
      <div className={classes.track} aria-hidden="true">
        <div
          className={classes.bar}
          data-tone={props.tone ?? 'thread'}
          style={{ width: `${share * 100}%` }}
        />
      </div>
    </div>
  )
}
