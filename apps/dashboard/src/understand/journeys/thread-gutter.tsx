import type { Journey } from '@throughline/contract/journeys'
import classes from './thread.module.css'
import { moodOf } from './thread-path.ts'

/** Width of the strip at the left of a phone's page in which the line runs. */
const WIDTH = 44

/**
 * The piece of the vertical thread beside one stage: from its point to that of the next one, however tall the stage
 * is. Delight is at the right. Pieces of stages that follow each other meet, so the line stays unbroken.
 */
export function ThreadGutter(props: { journey: Journey; index: number; color: string }) {
  const { journey, index, color } = props
  const moods = moodOf(journey.stages.map(({ emotion }) => emotion))
  const at = (place: number): number => 8 + (((moods[place] ?? 0) + 2) / 4) * (WIDTH - 16)
  const here = at(index)
  const next = at(index + 1)
  const middle = (here + next) / 2
  const source = (place: number) => journey.stages[place]?.emotion.source ?? 'unknown'
  const hasNext = index < journey.stages.length - 1
  return (
    <div className={classes.gutter} aria-hidden="true">
      {hasNext ? (
        <svg
          viewBox={`0 0 ${WIDTH} 100`}
          preserveAspectRatio="none"
          className={classes.vertical}
          aria-hidden="true"
        >
          <path
            d={`M ${here} 0 C ${here} 25 ${(3 * here + next) / 4} 37.5 ${middle} 50`}
            className={classes.line}
            data-source={source(index)}
            stroke={`var(--${color})`}
            vectorEffect="non-scaling-stroke"
          />
          <path
            d={`M ${middle} 50 C ${(here + 3 * next) / 4} 62.5 ${next} 75 ${next} 100`}
            className={classes.line}
            data-source={source(index + 1)}
            stroke={`var(--${color})`}
            vectorEffect="non-scaling-stroke"
          />
        </svg>
      ) : null}
      <span className={classes.dot} style={{ left: here - 5.5, borderColor: `var(--${color})` }} />
    </div>
  )
}
