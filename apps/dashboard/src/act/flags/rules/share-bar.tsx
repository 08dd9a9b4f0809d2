import { formatPercent } from '../flag-words.ts'
import classes from './rules.module.css'

/** Neighbours differ in lightness, too. */
const colours = [1, 6, 3, 5, 4, 2] as const

/** How all visitors are shared out, as one bar with its parts labelled. */
export function ShareBar({
  shares,
}: {
  shares: readonly { readonly name: string; readonly percent: number }[]
}) {
  const shown = shares.filter(({ percent }) => percent > 0)
  const text = shown.map(({ name, percent }) => `${name} ${formatPercent(percent)}`).join(', ')
  return (
    <div className={classes.shares} role="img" aria-label={text}>
      {shown.map(({ name, percent }, at) => (
        <div
          key={name}
          style={{ flexGrow: percent, background: `var(--series-${colours[at % colours.length]})` }}
          title={`${name} ${formatPercent(percent)}`}
        />
      ))}
    </div>
  )
}
