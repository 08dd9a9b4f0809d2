import type { RefObject } from 'react'
import { effectBounds, signedShare } from '../effect-words.ts'
import { type EffectAxis, effectAxis, placeOnAxis } from './effect-axis.ts'
import classes from './forest.module.css'
import { type ForestRow, rowText, type Sense, senseWords } from './forest-row.ts'

const tones: Readonly<Record<Sense, 'gain' | 'loss' | 'thread'>> = {
  better: 'gain',
  worse: 'loss',
  unclear: 'thread',
}

const headHeight = 26
const axisHeight = 26
const narrowBelow = 560
/** Width of a letter of the small print, in pixels. */
const smallLetter = 5.8

/** The drawing of a forest plot: names at the left, figures at the right; on a narrow page above their mark. */
export function ForestDrawing(props: {
  title: string
  rows: readonly ForestRow[]
  width: number
  svg?: RefObject<SVGSVGElement | null>
}) {
  const { rows, width } = props
  const narrow = width < narrowBelow
  const axis = effectAxis(rows.flatMap(({ effect }) => effect ?? []))
  const nameWidth = narrow ? 0 : Math.min(240, width * 0.3)
  const valueWidth = narrow ? 0 : 150
  const rowHeight = narrow ? 70 : 46
  const span: Span = { left: nameWidth + 10, right: width - valueWidth - 14 }
  const groups = [...new Set(rows.map(({ group }) => group))]
  const headed = groups.length > 1 || (groups[0] ?? '') !== ''
  let top = 0
  const parts = groups.map((group) => {
    const start = top + (headed ? headHeight : 0)
    const own = rows.filter((row) => row.group === group)
    top = start + own.length * rowHeight
    return { group, head: start - 8, rows: own.map((row, index) => ({ row, y: start + index * rowHeight })) }
  })
  return (
    <svg
      ref={props.svg}
      className={classes.drawing}
      width={width}
      height={top + axisHeight}
      role="img"
      aria-label={`${props.title}: ${rows.map(rowText).join('; ')}`}
    >
      <Grid axis={axis} span={span} bottom={top} />
      {parts.map(({ group, head, rows: own }) => (
        <g key={group}>
          {headed ? (
            <text className={classes.group} x={0} y={head}>
              {group}
            </text>
          ) : null}
          {own.map(({ row, y }) => (
            <g key={row.key} transform={`translate(0 ${y})`}>
              <title>{rowText(row)}</title>
              <RowText row={row} width={width} narrow={narrow} nameWidth={nameWidth} />
              <Mark row={row} axis={axis} span={span} y={narrow ? 50 : rowHeight / 2} />
            </g>
          ))}
        </g>
      ))}
    </svg>
  )
}

interface Span {
  readonly left: number
  readonly right: number
}

const xOf = (axis: EffectAxis, { left, right }: Span, effect: number): number =>
  left + placeOnAxis(axis, effect) * (right - left)

function Grid({ axis, span, bottom }: { axis: EffectAxis; span: Span; bottom: number }) {
  const room = Math.floor((span.right - span.left) / 52)
  const every = Math.ceil(axis.ticks.length / Math.max(2, room))
  const zero = axis.ticks.indexOf(0)
  return (
    <g>
      {axis.ticks.map((tick, index) => {
        const x = xOf(axis, span, tick)
        return (
          <g key={tick}>
            <line className={tick === 0 ? classes.zero : classes.tick} x1={x} x2={x} y1={2} y2={bottom + 4} />
            {(index - zero) % every === 0 ? (
              <text className={classes.axis} x={x} y={bottom + 19} textAnchor="middle">
                {tick === 0 ? 'no change' : signedShare(tick).replace(/\.0(?=\D)/, '')}
              </text>
            ) : null}
          </g>
        )
      })}
    </g>
  )
}

function RowText(props: { row: ForestRow; width: number; narrow: boolean; nameWidth: number }) {
  const { row, width, narrow, nameWidth } = props
  const { effect, sense } = row
  return (
    <>
      <text className={classes.name} data-main={row.main} x={0} y={narrow ? 16 : 19}>
        {fitted(row.name, narrow ? width - 76 : nameWidth)}
      </text>
      <text className={classes.about} x={0} y={narrow ? 31 : 35}>
        {fitted(row.about, narrow ? width - 140 : nameWidth, smallLetter)}
      </text>
      <text className={classes.value} data-sense={sense} x={width} y={narrow ? 16 : 19} textAnchor="end">
        {effect && sense !== 'unclear' ? <tspan className={classes.word}>{senseWords[sense]} </tspan> : null}
        {effect ? signedShare(effect.estimate) : '–'}
      </text>
      <text className={classes.about} x={width} y={narrow ? 31 : 35} textAnchor="end">
        {effect ? effectBounds(effect) : ''}
      </text>
    </>
  )
}

function Mark({ row, axis, span, y }: { row: ForestRow; axis: EffectAxis; span: Span; y: number }) {
  const { effect, sense } = row
  if (!effect) {
    return (
      <text className={classes.why} x={(span.left + span.right) / 2} y={y + 4} textAnchor="middle">
        {fitted(row.why, span.right - span.left, smallLetter)}
      </text>
    )
  }
  const tone = tones[sense]
  const from = xOf(axis, span, effect.low)
  const to = xOf(axis, span, effect.high)
  const at = xOf(axis, span, effect.estimate)
  return (
    <g>
      <rect
        x={from}
        y={y - 6}
        width={Math.max(3, to - from)}
        height={12}
        rx={6}
        fill={`var(--${tone}-soft)`}
      />
      {effect.low < axis.min ? <Open x={span.left} y={y} tone={tone} side={-1} /> : null}
      {effect.high > axis.max ? <Open x={span.right} y={y} tone={tone} side={1} /> : null}
      {sense === 'unclear' ? (
        <circle cx={at} cy={y} r={4.2} fill="var(--card)" stroke={`var(--${tone})`} strokeWidth={2} />
      ) : (
        <circle cx={at} cy={y} r={row.main ? 5.2 : 4.6} fill={`var(--${tone})`} />
      )}
    </g>
  )
}

/** The interval goes on beyond the axis. */
function Open({ x, y, tone, side }: { x: number; y: number; tone: string; side: 1 | -1 }) {
  return (
    <path
      d={`M${x - side * 5} ${y - 5}L${x} ${y}L${x - side * 5} ${y + 5}`}
      fill="none"
      stroke={`var(--${tone})`}
      strokeWidth={1.5}
    />
  )
}

/** About as much of a text as a width holds. */
function fitted(text: string, width: number, letter = 6.5): string {
  const letters = Math.floor(width / letter)
  return text.length <= letters ? text : `${text.slice(0, Math.max(1, letters - 1)).trimEnd()}…`
}
