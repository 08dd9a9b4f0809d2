import type { ReactNode } from 'react'
import classes from './card.module.css'

/** The one kind of card: a title, what it shows and in which unit, tools at the right, and the content. */
export function Card(props: { title?: ReactNode; hint?: ReactNode; tools?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.card}>
      {props.title || props.tools ? (
        <div className={classes.head}>
          <div>
            <h2>{props.title}</h2>
            {props.hint ? <p className={classes.hint}>{props.hint}</p> : null}
          </div>
          {props.tools}
        </div>
      ) : null}
      {props.children}
    </section>
  )
}
