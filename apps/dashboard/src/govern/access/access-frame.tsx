import type { ReactNode } from 'react'
import { BrandMark } from '../../ui/brand.tsx'
import classes from './access.module.css'

/** The frame of the pages before the login. */
export function AccessFrame(props: { title: string; sub: ReactNode; children?: ReactNode }) {
  return (
    <main id="main" tabIndex={-1} className={classes.page}>
      <div className={classes.box}>
        <div className={classes.brand}>
          <BrandMark size={26} />
          Throughline
        </div>
        <h1>{props.title}</h1>
        <p className={classes.sub}>{props.sub}</p>
        {props.children}
      </div>
    </main>
  )
}

/** Why a form was refused, said to everyone at once. */
export function FormProblem({ text }: { text: string | undefined }) {
  return (
    <div aria-live="assertive">{text === undefined ? null : <p className={classes.problem}>{text}</p>}</div>
  )
}
