import type { ReactNode } from 'react'
import classes from './chip.module.css'

/** Colours that mean something: loss, gain, the product's own, a warning; ink otherwise. */
export type Tone = 'loss' | 'gain' | 'thread' | 'warn' | 'ink'

/** A small label beside a title or a row. */
export function Chip({ tone = 'ink', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className={classes.chip} data-tone={tone}>
      {children}
    </span>
  )
}
