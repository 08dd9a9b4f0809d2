import { useElementSize } from '@mantine/hooks'
import type { FormField, FormSummary } from '@throughline/contract/forms'
import { useRef } from 'react'
import { formatNumber, formatRoughShare } from '../../format/number.ts'
import { ChartCard } from '../../ui/chart/chart-card.tsx'
import { svgPicture } from '../reports/result/svg-picture.ts'
import { fieldColumns } from './field-columns.tsx'
import classes from './forms.module.css'

const rowHeight = 54
const barHeight = 16
/** Right of the axis, for the share of those who left. */
const room = 128

/** The fields in the order in which people come to them, all on one axis from 0 to everyone who began. */
export function FieldFunnel({ summary, fields }: { summary: FormSummary; fields: readonly FormField[] }) {
  const drawing = useRef<SVGSVGElement>(null)
  const { ref, width } = useElementSize()
  const axis = Math.max(120, width - room)
  const most = Math.max(...fields.map(({ left }) => left.count))
  const height = (fields.length + 1) * rowHeight
  return (
    <ChartCard
      title="How far people come"
      unit={`Share of the ${formatNumber(summary.people)} who began: a bar for those who reached a field, a line for its 95 % interval, a notch for those who filled it`}
      table={{ columns: fieldColumns, rows: fields, rowKey: ({ field }) => field }}
      picture={() => svgPicture(drawing.current)}
    >
      <div ref={ref} className={classes.funnel}>
        <svg
          ref={drawing}
          width="100%"
          height={height}
          role="img"
          aria-label={`Funnel of ${fields.length} fields; the table in the menu has every figure`}
        >
          {fields.map((field, index) => (
            <FieldRow
              key={field.field}
              field={field}
              y={index * rowHeight}
              axis={axis}
              worst={field.left.count > 0 && field.left.count === most}
            />
          ))}
          <Row
            label="Submitted"
            y={fields.length * rowHeight}
            axis={axis}
            rate={summary.completed}
            tone="gain"
          />
        </svg>
      </div>
    </ChartCard>
  )
}

function FieldRow(props: { field: FormField; y: number; axis: number; worst: boolean }) {
  const { field, y, axis, worst } = props
  const { left, filled } = field
  const notch = filled.estimate * axis
  return (
    <Row label={field.field} y={y} axis={axis} rate={field.reached} tone="thread">
      <line x1={notch} x2={notch} y1={y + 21} y2={y + 25 + barHeight} className={classes.notch}>
        <title>{`Filled by ${formatNumber(filled.count)} of ${formatNumber(filled.of)}: ${formatRoughShare(filled.estimate)}, between ${formatRoughShare(filled.low)} and ${formatRoughShare(filled.high)}`}</title>
      </line>
      {left.count > 0 ? (
        <text x={axis + room} y={y + 23 + barHeight / 2 + 4} className={classes.left} data-worst={worst}>
          <title>{`Left here by ${formatNumber(left.count)} of ${formatNumber(left.of)}, between ${formatRoughShare(left.low)} and ${formatRoughShare(left.high)}`}</title>
          {`${formatRoughShare(left.estimate)} left here`}
        </text>
      ) : null}
    </Row>
  )
}

function Row(props: {
  label: string
  y: number
  axis: number
  rate: FormField['reached']
  tone: 'thread' | 'gain'
  children?: React.ReactNode
}) {
  const { label, y, axis, rate, tone } = props
  const middle = y + 23 + barHeight / 2
  const words = `${formatNumber(rate.count)} of ${formatNumber(rate.of)}: ${formatRoughShare(rate.estimate)}, between ${formatRoughShare(rate.low)} and ${formatRoughShare(rate.high)} (95 % interval)`
  return (
    <g>
      <text x={0} y={y + 16} className={classes.field}>
        {label}
        <tspan dx={8} className={classes.share}>
          {formatRoughShare(rate.estimate)}
        </tspan>
        <tspan
          dx={6}
          className={classes.bounds}
        >{`${formatRoughShare(rate.low)} to ${formatRoughShare(rate.high)}`}</tspan>
      </text>
      <rect x={0} y={y + 23} width={axis} height={barHeight} rx={4} className={classes.track} />
      <rect
        x={0}
        y={y + 23}
        width={Math.max(2, rate.estimate * axis)}
        height={barHeight}
        rx={4}
        className={classes.bar}
        data-tone={tone}
      >
        <title>{words}</title>
      </rect>
      <line
        x1={rate.low * axis}
        x2={Math.max(rate.low * axis + 2, rate.high * axis)}
        y1={middle}
        y2={middle}
        className={classes.interval}
      />
      {props.children}
    </g>
  )
}
