import { useElementSize } from '@mantine/hooks'
import type { PathsRequest, PathsResponse } from '@throughline/contract/reports'
import { wilsonInterval } from '@throughline/statistics/wilson-interval'
import { useMemo, useRef, useState } from 'react'
import { formatDuration, formatNumber, formatRoughShare, formatShare } from '../../../format/number.ts'
import { ChartCard } from '../../../ui/chart/chart-card.tsx'
import type { Column } from '../../../ui/table/data-table.tsx'
import { whenWords } from '../result/asked-range.ts'
import { plainFinding } from '../result/finding.tsx'
import { svgPicture } from '../result/svg-picture.ts'
import { layoutPaths } from './layout-paths.ts'
import { labelOf } from './node-label.ts'
import classes from './paths.module.css'
import { PathsDrawing } from './paths-drawing.tsx'
import { pathsFinding } from './paths-finding.ts'

type Node = PathsResponse['nodes'][number]
type Edge = PathsResponse['edges'][number]

/** A column needs this much to be read; below, the drawing scrolls sideways. */
const columnRoom = 146

/** Steps as columns, moves as ribbons, ends in ember; one node at a time can be looked at more closely. */
export function PathsReport(props: { asked: PathsRequest; answer: PathsResponse; compact?: boolean }) {
  const { asked, answer } = props
  const { ref, width } = useElementSize()
  const drawing = useRef<SVGSVGElement>(null)
  const [chosen, choose] = useState<string>()
  const steps = new Set(answer.nodes.map(({ step }) => step)).size
  const room = Math.max(width, steps * columnRoom)
  const layout = useMemo(() => layoutPaths(answer, room), [answer, room])
  const unit = (asked.unit ?? 'session') === 'session' ? 'sessions' : 'people'
  const node = answer.nodes.find(({ id }) => id === chosen)
  const forward = asked.anchor.direction === 'from'
  return (
    <ChartCard<Edge>
      title={forward ? 'What follows' : 'What leads there'}
      unit={`${unit.charAt(0).toUpperCase()}${unit.slice(1)}, each once, from ${forward ? 'the first' : 'before the first'} “${asked.anchor.path ?? asked.anchor.event}” · ${forward ? 'ember: it ends there' : 'grey: it begins there'} · ${whenWords(asked)}`}
      table={{
        columns: edgeColumns(answer.nodes, unit),
        rows: answer.edges,
        rowKey: ({ source, target }) => `${source} ${target}`,
      }}
      picture={() => svgPicture(drawing.current)}
      tableHeight={420}
    >
      <div ref={ref}>
        {width > 0 ? (
          <section className={classes.scroll} aria-label={plainFinding(pathsFinding(asked, answer))}>
            <PathsDrawing
              layout={layout}
              room={room}
              drawing={drawing}
              chosen={chosen}
              onChoose={(id) => choose(id === chosen ? undefined : id)}
              unit={unit}
              forward={forward}
            />
          </section>
        ) : null}
      </div>
      {props.compact ? null : (
        <div className={classes.detail} aria-live="polite">
          {node ? (
            <NodeDetail node={node} answer={answer} unit={unit} forward={forward} />
          ) : (
            'Choose a node to see where its people come from and go to.'
          )}
        </div>
      )}
    </ChartCard>
  )
}

function NodeDetail(props: { node: Node; answer: PathsResponse; unit: string; forward: boolean }) {
  const { node, answer, unit, forward } = props
  const nameOf = (id: string): string => labelOf(answer.nodes.find((each) => each.id === id))
  const into = answer.edges.filter(({ target }) => target === node.id).sort((a, b) => b.count - a.count)
  const out = answer.edges.filter(({ source }) => source === node.id).sort((a, b) => b.count - a.count)
  const ended = wilsonInterval(node.dropOff, node.count)
  return (
    <>
      <p>
        <b>{labelOf(node)}</b>, step {node.step}: {formatNumber(node.count)} {unit}
        {ended && node.dropOff > 0
          ? `; for ${formatShare(ended.estimate)} (95 % interval ${formatShare(ended.low)} – ${formatShare(ended.high)}) it is the ${forward ? 'end' : 'start'}`
          : ''}
        .
      </p>
      {into.length > 0 ? <p>From {list(into, ({ source }) => nameOf(source), node.count)}.</p> : null}
      {out.length > 0 ? <p>To {list(out, ({ target }) => nameOf(target), node.count)}.</p> : null}
    </>
  )
}

function list(edges: readonly Edge[], nameOf: (edge: Edge) => string, of: number): string {
  return edges
    .slice(0, 5)
    .map((edge) => {
      const time = edge.averageSeconds === null ? '' : `, ${formatDuration(edge.averageSeconds)} on average`
      return `${nameOf(edge)} (${formatNumber(edge.count)}, ${formatRoughShare(edge.count / Math.max(1, of))}${time})`
    })
    .join('; ')
}

function edgeColumns(nodes: readonly Node[], unit: string): Column<Edge>[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  return [
    { key: 'step', header: 'Step', value: ({ source }) => byId.get(source)?.step, align: 'left' },
    { key: 'from', header: 'From', value: ({ source }) => labelOf(byId.get(source)) },
    { key: 'to', header: 'To', value: ({ target }) => labelOf(byId.get(target)) },
    { key: 'count', header: unit.charAt(0).toUpperCase() + unit.slice(1), value: ({ count }) => count },
    {
      key: 'time',
      header: 'Average time (s)',
      align: 'right',
      value: ({ averageSeconds }) => averageSeconds,
      cell: ({ averageSeconds }) => (averageSeconds === null ? '–' : formatDuration(averageSeconds)),
    },
  ]
}
