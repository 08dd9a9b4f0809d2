import { Tooltip } from '@mantine/core'
import classes from './recordings.module.css'
import { countedSignal, signalCounts } from './signal-look.ts'
import { SignalMark } from './signal-mark.tsx'

/** So many kinds fit a cell; the rest is only counted. */
const kindsShown = 4

/** A recording's signals as small marks with their counts. */
export function SignalMarks({ counts }: { counts: Readonly<Record<string, number>> }) {
  const pairs = signalCounts(counts)
  if (pairs.length === 0) return <span className={classes.quiet}>None</span>
  const rest = pairs.slice(kindsShown)
  return (
    <ul className={classes.marks}>
      {pairs.slice(0, kindsShown).map(([signal, count]) => (
        <li key={signal}>
          <Tooltip label={countedSignal(signal, count)}>
            <span className={classes.mark}>
              <SignalMark signal={signal} />
              <span aria-hidden="true">{count}</span>
              <span className="visually-hidden">{countedSignal(signal, count)}</span>
            </span>
          </Tooltip>
        </li>
      ))}
      {rest.length > 0 ? (
        <li>
          <Tooltip label={rest.map(([signal, count]) => countedSignal(signal, count)).join(', ')}>
            <span className={classes.quiet}>
              +{rest.length}
              <span className="visually-hidden"> more kinds</span>
            </span>
          </Tooltip>
        </li>
      ) : null}
    </ul>
  )
}
