import type { ReactNode } from 'react'
import { unbroken } from '../format/number.ts'
import classes from './page-title.module.css'

/**
 * A page's opening: what it found, as one plain sentence with the number in it.
 *
 * @example <PageTitle sub="…"><Loss>€36,500 a month is at risk</Loss> in six places.</PageTitle>
 */
export function PageTitle(props: {
  children: ReactNode
  above?: ReactNode
  sub?: ReactNode
  actions?: ReactNode
}) {
  const sub = typeof props.sub === 'string' ? unbroken(props.sub) : props.sub
  return (
    <div className={classes.title}>
      {props.above ? <div className={classes.above}>{props.above}</div> : null}
      <h1>{props.children}</h1>
      {sub ? <p className={classes.sub}>{sub}</p> : null}
      {props.actions ? <div className={classes.actions}>{props.actions}</div> : null}
    </div>
  )
}

/** Words in a sentence that say a loss; the words must say it too, the colour only helps. */
export function Loss({ children }: { children: ReactNode }) {
  return <span className={classes.loss}>{children}</span>
}

/** Words in a sentence that say a gain. */
export function Gain({ children }: { children: ReactNode }) {
  return <span className={classes.gain}>{children}</span>
}
