import type { RefObject } from 'react'
import { formatNumber, formatRoughShare } from '../../../format/number.ts'
import { nodeWidth, type PathsLayout, type PlacedNode } from './layout-paths.ts'
import { labelOf } from './node-label.ts'
import classes from './paths.module.css'

/** The drawing, and over each node a button, so that the keyboard reaches it and a screen reader names it. */
export function PathsDrawing(props: {
  layout: PathsLayout
  room: number
  drawing: RefObject<SVGSVGElement | null>
  chosen: string | undefined
  onChoose: (id: string) => void
  unit: string
  forward: boolean
}) {
  const { layout, room, chosen, unit, forward } = props
  const textRoom = (layout.columns[1] ?? room) - nodeWidth - 14
  return (
    <div className={classes.drawing} style={{ width: room, height: layout.height + 8 }}>
      <svg ref={props.drawing} width={room} height={layout.height + 8} aria-hidden="true">
        {layout.edges.map(({ edge, path }) => (
          <path
            key={`${edge.source} ${edge.target}`}
            d={path}
            className={classes.ribbon}
            data-state={stateOf(chosen, edge.source, edge.target)}
          />
        ))}
        {layout.nodes.map((placed) => (
          <Node
            key={placed.node.id}
            placed={placed}
            room={textRoom}
            chosen={chosen === placed.node.id}
            forward={forward}
          />
        ))}
      </svg>
      {layout.nodes.map(({ node, x, y, height }) => (
        <button
          key={node.id}
          type="button"
          className={classes.node}
          style={{ left: x, top: y, width: textRoom + nodeWidth, height: Math.max(height, 34) }}
          aria-pressed={chosen === node.id}
          aria-label={`Step ${node.step}, ${labelOf(node)}: ${formatNumber(node.count)} ${unit}, ${formatNumber(node.dropOff)} ${forward ? 'end' : 'begin'} there`}
          onClick={() => props.onChoose(node.id)}
        />
      ))}
    </div>
  )
}

function Node(props: { placed: PlacedNode; room: number; chosen: boolean; forward: boolean }) {
  const { placed, room, chosen, forward } = props
  const { node, x, y, height, endHeight } = placed
  const share = node.count === 0 ? 0 : node.dropOff / node.count
  return (
    <g>
      <rect
        x={x}
        y={y}
        width={nodeWidth}
        height={height}
        rx={2}
        className={classes.box}
        data-chosen={chosen || undefined}
      />
      {endHeight > 0 ? (
        <rect
          x={x}
          y={y + height - Math.min(height, endHeight)}
          width={nodeWidth}
          height={Math.min(height, endHeight)}
          rx={2}
          className={forward ? classes.end : classes.start}
        />
      ) : null}
      <text x={x + nodeWidth + 6} y={y + 12} className={classes.label}>
        {clipped(labelOf(node), room)}
      </text>
      <text x={x + nodeWidth + 6} y={y + 27} className={classes.count}>
        {formatNumber(node.count)}
        {node.dropOff > 0 ? (
          <tspan className={forward ? classes.ended : classes.count} dx={6}>
            {forward ? '▼' : '●'} {formatRoughShare(share)}
          </tspan>
        ) : null}
      </text>
    </g>
  )
}

function stateOf(chosen: string | undefined, source: string, target: string): string | undefined {
  if (chosen === undefined) return undefined
  return chosen === source || chosen === target ? 'on' : 'off'
}

/** A letter of the labels' size is about 6.4 px wide. Of a path the end tells more than the start. */
function clipped(text: string, room: number): string {
  const letters = Math.max(4, Math.floor(room / 6.6))
  if (text.length <= letters) return text
  return text.startsWith('/') ? `…${text.slice(1 - letters)}` : `${text.slice(0, letters - 1)}…`
}
