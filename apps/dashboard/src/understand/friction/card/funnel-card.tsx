import type { Finding, FindingDetail } from '@throughline/contract/friction'
import { useRef } from 'react'
import { formatNumber, formatRoughShare } from '../../../format/number.ts'
import { ChartCard } from '../../../ui/chart/chart-card.tsx'
import type { Column } from '../../../ui/table/data-table.tsx'
import { svgPicture } from '../../reports/result/svg-picture.ts'
import { useWidth } from '../list/use-width.ts'
import classes from './card.module.css'
import { pointBounds, points } from './points.ts'

type Step = FindingDetail['funnel'][number]

const rowHeight = 62
const barHeight = 13
/** Right of the bars, for their shares. */
const room = 64

/** How far the affected came, and how far they would have come without it. */
export function FunnelCard({ finding, funnel }: { finding: Finding; funnel: readonly Step[] }) {
  const drawing = useRef<SVGSVGElement>(null)
  const { ref, width } = useWidth<HTMLDivElement>()
  if (funnel.length === 0) return null
  const { lossPoints, next } = finding.conversion
  return (
    <ChartCard
      title="Where they are lost"
      unit={
        <>
          Share of the {formatNumber(finding.sessions.affected)} affected sessions that reach each step:{' '}
          <b className={classes.without}>without it</b> and <b className={classes.with}>as it was</b> ·{' '}
          {points(lossPoints.estimate)} points ({pointBounds(lossPoints)}) lost on the way to {next}
        </>
      }
      table={{ columns, rows: funnel, rowKey: ({ step }) => step }}
      picture={() => svgPicture(drawing.current)}
    >
      <div ref={ref} className={classes.funnel}>
        <svg
          ref={drawing}
          width="100%"
          height={funnel.length * rowHeight}
          role="img"
          aria-label={descriptionOf(funnel)}
        >
          {funnel.map((step, index) => (
            <StepBars key={step.step} step={step} y={index * rowHeight} axis={Math.max(100, width - room)} />
          ))}
        </svg>
      </div>
    </ChartCard>
  )
}

function StepBars({ step, y, axis }: { step: Step; y: number; axis: number }) {
  const { affected, comparable } = step
  const lost = comparable - affected > 0.005
  return (
    <g>
      <text x={0} y={y + 14} className={classes.stepName}>
        {step.step}
      </text>
      <Bar share={comparable} y={y + 21} axis={axis} look="without" />
      <Bar share={affected} y={y + 21 + barHeight + 3} axis={axis} look={lost ? 'with' : 'same'} />
    </g>
  )
}

function Bar(props: { share: number; y: number; axis: number; look: 'without' | 'with' | 'same' }) {
  const { share, y, axis, look } = props
  const length = Math.max(2, Math.min(1, share) * axis)
  return (
    <>
      <rect x={0} y={y} width={length} height={barHeight} rx={3} className={classes.bar} data-look={look} />
      <text x={length + 7} y={y + barHeight - 2} className={classes.share} data-look={look}>
        {formatRoughShare(share)}
      </text>
    </>
  )
}

const columns: readonly Column<Step>[] = [
  { key: 'step', header: 'Step', value: ({ step }) => step },
  {
    key: 'comparable',
    header: 'Without it',
    align: 'right',
    value: ({ comparable }) => comparable,
    cell: ({ comparable }) => formatRoughShare(comparable),
  },
  {
    key: 'affected',
    header: 'As it was',
    align: 'right',
    value: ({ affected }) => affected,
    cell: ({ affected }) => formatRoughShare(affected),
  },
]

function descriptionOf(funnel: readonly Step[]): string {
  const steps = funnel.map(
    ({ step, affected, comparable }) =>
      `${step}: ${formatRoughShare(comparable)} without it, ${formatRoughShare(affected)} as it was`,
  )
  return `How far they come. ${steps.join('; ')}.`
}
