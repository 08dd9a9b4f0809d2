import type { ReactNode } from 'react'
import { BrandMark } from './brand.tsx'
import classes from './states.module.css'

/** What will be here, why it is worth it, and the one thing to do now. `inset` for a card's inside. */
export function EmptyState(props: { title: string; why: ReactNode; action?: ReactNode; inset?: boolean }) {
  return (
    <section className={classes.state} data-inset={props.inset || undefined}>
      {props.inset ? null : (
        <span className={classes.mark}>
          <BrandMark size={40} />
        </span>
      )}
      {props.inset ? <p className={classes.title}>{props.title}</p> : <h1>{props.title}</h1>}
      <p className={classes.why}>{props.why}</p>
      {props.action ? <div className={classes.actions}>{props.action}</div> : null}
    </section>
  )
}
