import { useEffect, useState } from 'react'
import { formatDuration } from '../../../format/number.ts'
import classes from '../friction.module.css'
import { askAgainMs } from '../use-friction.ts'

/** After this long the line has come two thirds of its way; nobody knows how long a run takes. */
const usualSeconds = 15

/** Says that the server is looking, for how long by now, and what stands on the page meanwhile. */
export function RunningLine({ says, keeps }: { says: string; keeps?: string }) {
  const [begun] = useState(() => Date.now())
  const [now, setNow] = useState(begun)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), askAgainMs)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.round((now - begun) / 1000)
  const share = 1 - Math.exp(-(seconds + 1) / usualSeconds)
  return (
    <div className={classes.running}>
      <p>
        <span role="status">{says}</span> {/* Read out every two seconds it would only disturb. */}
        <span aria-hidden="true" data-figures>
          {seconds > 0 ? `${formatDuration(seconds)} so far. ` : ''}
        </span>
        {keeps}
      </p>
      <div className={classes.progress} aria-hidden="true">
        <div style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  )
}
