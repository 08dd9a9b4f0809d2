import { useElementSize } from '@mantine/hooks'
import type { Journey } from '@throughline/contract/journeys'
import { formatCount } from '../../format/number.ts'
import { nameOf } from './journey-sentence.tsx'
import { feelingFigure, feelingWord, stageWords } from './journey-words.ts'
import classes from './thread.module.css'
import { type ThreadPoint, threadPieces, threadPoints } from './thread-path.ts'

/** Without those who stop, a comparison needs less room. */
const heightFor = (journeys: readonly Journey[]): number => (journeys.length === 1 ? 216 : 166)
const frame = { top: 26, bottom: 138 }
/** Where the circles of those who stop hang below the line. */
const stopsAt = 186
const largestRadius = 17

/**
 * The thread through all stages, one a journey, and below it those who stop, as large as they are many. For those
 * who do not see it, the columns below say the same.
 */
export function ThreadStrip({ journeys }: { journeys: readonly Journey[] }) {
  const { ref, width } = useElementSize<HTMLDivElement>()
  return (
    <div ref={ref} className={classes.strip} style={{ height: heightFor(journeys) }}>
      {width > 0 ? <Thread journeys={journeys} width={width} /> : null}
    </div>
  )
}

function Thread({ journeys, width }: { journeys: readonly Journey[]; width: number }) {
  const column = width / 6
  const height = heightFor(journeys)
  const neutral = (frame.top + frame.bottom) / 2
  return (
    <svg width={width} height={height} role="img" aria-label={describe(journeys)}>
      {[1, 2, 3, 4, 5].map((edge) => (
        <line key={edge} x1={edge * column} x2={edge * column} y1="0" y2={height} stroke="var(--line-2)" />
      ))}
      <line x1="0" x2={width} y1={neutral} y2={neutral} stroke="var(--line)" strokeDasharray="2 4" />
      <text x="6" y={frame.top - 8} className={classes.scale}>
        Delighted
      </text>
      <text x="6" y={frame.bottom + 14} className={classes.scale}>
        Frustrated
      </text>
      {journeys.toReversed().map((journey, index) => (
        <Line
          key={nameOf(journey)}
          journey={journey}
          width={width}
          color={journeys.length - 1 - index === 0 ? 'thread' : 'series-2'}
          labelled={journeys.length === 1}
        />
      ))}
      {journeys.length === 1 && journeys[0] ? <Stops journey={journeys[0]} column={column} /> : null}
    </svg>
  )
}

function Line(props: { journey: Journey; width: number; color: string; labelled: boolean }) {
  const { journey, width, color } = props
  const emotions = journey.stages.map(({ emotion }) => emotion)
  const points = threadPoints(emotions, { width, ...frame })
  return (
    <g>
      {points.map((point) =>
        point.band ? (
          <rect
            key={point.x}
            x={point.x - 6}
            y={point.band[0]}
            width="12"
            height={Math.max(2, point.band[1] - point.band[0])}
            rx="6"
            fill={`var(--${color})`}
            opacity="0.16"
          />
        ) : null,
      )}
      {threadPieces(points, width).map(({ d, source }, index) => (
        <path
          key={points[index]?.x}
          d={d}
          className={classes.line}
          data-source={source}
          stroke={`var(--${color})`}
        />
      ))}
      {points.map((point, index) => (
        <g key={point.x}>
          <circle
            cx={point.x}
            cy={point.y}
            r={point.source === 'unknown' ? 3.5 : 4.5}
            fill="var(--card)"
            stroke={`var(--${color})`}
            strokeWidth="2.4"
          />
          {props.labelled ? <PointLabel point={point} value={emotions[index]?.value ?? null} /> : null}
        </g>
      ))}
    </g>
  )
}

function PointLabel({ point, value }: { point: ThreadPoint; value: number | null }) {
  if (value === null || point.source === 'unknown') return null
  return (
    <text x={point.x + 13} y={point.y - 9} className={classes.label}>
      {feelingFigure(value)}
      {point.source === 'assumed' ? <tspan className={classes.scale}> assumed</tspan> : null}
    </text>
  )
}

/** Circles whose area is the number of people who take their last step in the stage. */
function Stops({ journey, column }: { journey: Journey; column: number }) {
  const stages = journey.stages.slice(0, -1)
  const most = Math.max(1, ...stages.map(({ dropOff }) => dropOff?.count ?? 0))
  return stages.map(({ stage, dropOff }, index) => {
    if (!dropOff || dropOff.count === 0) return null
    const radius = Math.max(2.5, largestRadius * Math.sqrt(dropOff.count / most))
    const x = index * column + 16 + largestRadius
    return (
      <g key={stage}>
        <circle
          cx={x}
          cy={stopsAt}
          r={radius}
          fill="var(--loss-soft)"
          stroke="var(--loss)"
          strokeWidth="1.5"
        />
        <text x={x + radius + 6} y={stopsAt + 4} className={classes.stop}>
          {formatCount(dropOff.count, 'stops', 'stop')}
        </text>
      </g>
    )
  })
}

/** The line in words. */
function describe(journeys: readonly Journey[]): string {
  const lines = journeys.map((journey) => {
    const moods = journey.stages.map(({ stage, emotion }) =>
      emotion.value === null || emotion.source === 'unknown'
        ? `${stageWords[stage].label} not known`
        : `${stageWords[stage].label} ${feelingWord(emotion.value)} (${emotion.source})`,
    )
    return `${nameOf(journey)}: ${moods.join(', ')}`
  })
  return `How it felt along the journey. ${lines.join('. ')}.`
}
