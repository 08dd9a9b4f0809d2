import type { ECharts } from 'echarts/core'
import { type ReactNode, useRef } from 'react'
import { ChartCanvas, type ChartOption, type ChartWalk } from './chart-canvas.tsx'
import { ChartCard, type ChartTable } from './chart-card.tsx'
import { readChartColors } from './chart-colors.ts'

/**
 * A chart as a card, drawn by ECharts. `TimeChart` builds on it for values over time; charts of other kinds give their
 * own ECharts option.
 */
export function Chart<Row>(props: {
  title: string
  /** Unit, and what else one must know to read it: "Orders a day · dashed: the 30 days before". */
  unit: ReactNode
  /** One sentence for those who do not see it: the finding, not the drawing. */
  description: string
  option: ChartOption
  table: ChartTable<Row>
  height?: number
  walk?: ChartWalk
  /** Further controls beside the menu. */
  tools?: ReactNode
}) {
  const { height = 240 } = props
  const chart = useRef<ECharts>(null)
  const picture = (): string | undefined =>
    chart.current?.getDataURL({
      type: 'png',
      pixelRatio: 2,
      backgroundColor: readChartColors().card,
    })
  return (
    <ChartCard
      title={props.title}
      unit={props.unit}
      table={props.table}
      picture={picture}
      tools={props.tools}
      tableHeight={Math.max(height, 280)}
    >
      <ChartCanvas
        option={props.option}
        description={props.description}
        height={height}
        walk={props.walk}
        chart={chart}
      />
    </ChartCard>
  )
}
