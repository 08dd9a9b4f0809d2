import { type ReactNode, useRef } from 'react'
import { ChartCard } from '../../../ui/chart/chart-card.tsx'
import type { Column } from '../../../ui/table/data-table.tsx'
import { useWidth } from '../../../understand/friction/list/use-width.ts'
import { svgPicture } from '../../../understand/reports/result/svg-picture.ts'
import { type Effect, signedShare } from '../effect-words.ts'
import { ForestDrawing } from './forest-drawing.tsx'
import { type ForestRow, senseWords } from './forest-row.ts'

/** Effects and their intervals below one another on one axis, with zero in sight. */
export function ForestPlot(props: {
  title: string
  unit: ReactNode
  rows: readonly ForestRow[]
  /** Further columns of the table behind it. */
  columns?: readonly Column<ForestRow>[]
  tools?: ReactNode
}) {
  const { title, rows } = props
  const drawing = useRef<SVGSVGElement>(null)
  const { ref, width } = useWidth<HTMLDivElement>()
  return (
    <ChartCard
      title={title}
      unit={props.unit}
      tools={props.tools}
      picture={() => svgPicture(drawing.current)}
      table={{ rows, columns: [...ownColumns, ...(props.columns ?? [])], rowKey: ({ key }) => key }}
      tableHeight={420}
    >
      <div ref={ref}>
        {width > 0 ? <ForestDrawing title={title} rows={rows} width={width} svg={drawing} /> : null}
      </div>
    </ChartCard>
  )
}

const ownColumns: readonly Column<ForestRow>[] = [
  { key: 'name', header: 'What', value: ({ name }) => name },
  { key: 'group', header: 'Part', value: ({ group, about }) => [group, about].filter(Boolean).join(', ') },
  effectColumn('estimate', 'Effect'),
  effectColumn('low', 'From'),
  effectColumn('high', 'To'),
  {
    key: 'sense',
    header: 'Says',
    value: ({ effect, sense, why }) => (effect ? senseWords[sense] : why),
  },
]

function effectColumn(key: keyof Effect, header: string): Column<ForestRow> {
  return {
    key,
    header,
    align: 'right',
    value: ({ effect }) => effect?.[key] ?? null,
    cell: ({ effect }) => (effect ? signedShare(effect[key]) : '–'),
  }
}
