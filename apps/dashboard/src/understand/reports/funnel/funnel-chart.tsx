import { useElementSize } from '@mantine/hooks'
import type { FunnelRequest, FunnelResponse } from '@throughline/contract/reports'
import { useRef } from 'react'
import { formatDuration, formatNumber, formatRoughShare, formatShare } from '../../../format/number.ts'
import { ChartCard } from '../../../ui/chart/chart-card.tsx'
import type { Estimate } from '../../../ui/interval-mark.tsx'
import { windowWords } from '../question/question-words.ts'
import { whenWords } from '../result/asked-range.ts'
import { plainFinding } from '../result/finding.tsx'
import { svgPicture } from '../result/svg-picture.ts'
import classes from './funnel.module.css'
import { funnelFinding, largestLoss } from './funnel-finding.ts'
import { exactColumns } from './step-columns.tsx'
import type { StepRow } from './step-rows.ts'

const rowHeight = 66

/** Each step as a bar on one axis, with the 95 % interval of its share, and what is lost before it. */
export function FunnelChart(props: {
  asked: FunnelRequest
  answer: FunnelResponse
  rows: readonly StepRow[]
}) {
  const { asked, answer, rows } = props
  const { ref, width } = useElementSize()
  const drawing = useRef<SVGSVGElement>(null)
  const worst = largestLoss(answer)
  const unit = asked.unit === 'session' ? 'Sessions' : 'People'
  const within = asked.windowSeconds === undefined ? '' : ` within ${windowWords(asked.windowSeconds)}`
  return (
    <ChartCard<StepRow>
      title="How many reach each step"
      unit={`${unit}${within}, share of the first step · whiskers: 95 % interval · ${whenWords(asked)}`}
      table={{ columns: exactColumns(unit), rows, rowKey: ({ number }) => String(number) }}
      picture={() => svgPicture(drawing.current)}
    >
      <div ref={ref} className={classes.frame}>
        {width > 0 ? (
          <svg
            ref={drawing}
            width={width}
            height={rows.length * rowHeight}
            role="img"
            aria-label={plainFinding(funnelFinding(asked, answer))}
          >
            {rows.map((row, index) => (
              <Step
                key={row.number}
                row={row}
                top={index * rowHeight}
                width={width}
                worst={worst?.after === index - 1}
              />
            ))}
          </svg>
        ) : null}
      </div>
      <ol className="visually-hidden">
        {rows.map((row) => (
          <li key={row.number}>{stepText(row)}</li>
        ))}
      </ol>
    </ChartCard>
  )
}

function Step({ row, top, width, worst }: { row: StepRow; top: number; width: number; worst: boolean }) {
  const share = row.fromFirst
  const at = (value: number): number => value * (width - 2)
  const narrow = width < 460
  const lossAt = narrow ? 0 : width
  return (
    <g transform={`translate(0 ${top})`}>
      <text x={0} y={26} className={classes.name}>
        {clipped(`${row.number}. ${row.name}`, narrow ? width * 0.52 : width * 0.4)}
      </text>
      <text x={width} y={26} textAnchor="end" className={classes.count}>
        {formatNumber(row.count)}
        <tspan className={classes.share} dx={8}>
          {share ? formatShare(share.estimate) : '–'}
        </tspan>
      </text>
      {row.number > 1 && row.lost > 0 ? (
        <text
          x={narrow ? lossAt : width * 0.42}
          y={narrow ? 8 : 26}
          className={worst ? classes.worst : classes.lost}
        >
          ▼ {formatNumber(row.lost)} lost,{' '}
          {row.fromPrevious ? formatRoughShare(1 - row.fromPrevious.estimate) : ''}
          {worst ? ' – the most' : ''}
        </text>
      ) : null}
      <rect x={0} y={34} width={width} height={18} rx={4} className={classes.track} />
      {share ? (
        <>
          <rect
            x={0}
            y={34}
            width={Math.max(2, at(share.estimate))}
            height={18}
            rx={4}
            className={classes.bar}
          />
          {row.number > 1 ? <Whiskers share={share} at={at} /> : null}
        </>
      ) : null}
    </g>
  )
}

function Whiskers({ share, at }: { share: Estimate; at: (value: number) => number }) {
  const [low, high] = [at(share.low), at(share.high)]
  return (
    <>
      <rect x={low} y={40} width={Math.max(2, high - low)} height={6} className={classes.interval} />
      <path d={`M${low} 37v12M${high} 37v12`} className={classes.whisker} />
    </>
  )
}

function stepText(row: StepRow): string {
  const share = row.fromFirst
    ? `${formatShare(row.fromFirst.estimate)} of the first step, between ${formatShare(row.fromFirst.low)} and ${formatShare(row.fromFirst.high)}`
    : 'nobody to take a share of'
  const lost = row.number > 1 ? `; ${formatNumber(row.lost)} lost before it` : ''
  const time =
    row.medianSeconds === null ? '' : `; median ${formatDuration(row.medianSeconds)} from the step before`
  return `${row.name}: ${formatNumber(row.count)}, ${share}${lost}${time}`
}

/** About what fits: a letter of this size is 7 px wide on average. */
function clipped(text: string, room: number): string {
  const letters = Math.max(4, Math.floor(room / 7))
  return text.length <= letters ? text : `${text.slice(0, letters - 1)}…`
}
