import { formatNumber } from '../../../format/number.ts'
import classes from '../heatmaps.module.css'

/** What the strength of the colour stands for, in numbers. */
export function HeatLegend(props: {
  tone: 'thread' | 'loss'
  /** Bands are drawn more faintly than places. */
  faint: boolean
  /** What is counted: "clicks within 14 px". */
  unit: string
  /** Values at the weak end, in the middle and at the strong end. */
  marks: readonly string[]
}) {
  return (
    <div className={classes.legend}>
      <span>{props.unit}</span>
      <div className={classes.scale}>
        <div
          className={classes.ramp}
          data-tone={props.tone}
          data-faint={props.faint || undefined}
          aria-hidden="true"
        />
        <div className={classes.marks} data-figures>
          {props.marks.map((mark) => (
            <span key={mark}>{mark}</span>
          ))}
        </div>
      </div>
    </div>
  )
}

/** Values at no, half and full strength, by the root that strength follows. */
export function densityMarks(most: number): string[] {
  if (most <= 0) return ['0']
  const marks = [0, most / 4, most].map((value) => formatNumber(most < 4 ? round(value) : Math.round(value)))
  return [...new Set(marks)]
}

const round = (value: number): number => Math.round(value * 10) / 10
