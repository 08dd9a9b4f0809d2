import { ActionIcon, Menu } from '@mantine/core'
import type { ECharts } from 'echarts/core'
import { type ReactNode, useRef, useState } from 'react'
import { Card } from '../card.tsx'
import { Icon } from '../icon.tsx'
import { download, downloadUrl, fileNameOf, toCsv } from '../table/csv.ts'
import { type Column, DataTable } from '../table/data-table.tsx'
import classes from './chart.module.css'
import { ChartCanvas, type ChartOption, type ChartWalk } from './chart-canvas.tsx'
import { readChartColors } from './chart-colors.ts'

/** The numbers behind a chart. */
export interface ChartTable<Row> {
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row, index: number) => string
}

/**
 * A chart as a card: what it shows and its unit above it, the drawing, the table behind it, PNG and CSV in its menu.
 * `TimeChart` builds on it for values over time; charts of other kinds give their own ECharts option.
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
  const { title, table, height = 240 } = props
  const chart = useRef<ECharts>(null)
  const [asTable, setAsTable] = useState(false)
  const savePicture = (): void => {
    const url = chart.current?.getDataURL({
      type: 'png',
      pixelRatio: 2,
      backgroundColor: readChartColors().card,
    })
    if (url) downloadUrl(`${fileNameOf(title)}.png`, url)
  }
  const saveCsv = (): void => {
    const cells = table.rows.map((row) => table.columns.map((column) => column.value(row)))
    download(
      `${fileNameOf(title)}.csv`,
      toCsv(
        table.columns.map(({ header }) => header),
        cells,
      ),
    )
  }
  const menu = (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={`Menu of the chart “${title}”`} size="sm">
          <Icon name="more" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => setAsTable(!asTable)}>
          {asTable ? 'Show the chart' : 'Show the table'}
        </Menu.Item>
        <Menu.Item onClick={savePicture} disabled={asTable}>
          Save as PNG
        </Menu.Item>
        <Menu.Item onClick={saveCsv}>Save as CSV</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
  return (
    <Card
      title={title}
      hint={props.unit}
      tools={
        <div className={classes.tools}>
          {props.tools ? <div className={classes.own}>{props.tools}</div> : null}
          {menu}
        </div>
      }
    >
      {asTable ? (
        <DataTable
          caption={title}
          columns={table.columns}
          rows={table.rows}
          rowKey={table.rowKey}
          maxHeight={`${Math.max(height, 280)}px`}
          exportable={false}
        />
      ) : (
        <ChartCanvas
          option={props.option}
          description={props.description}
          height={height}
          walk={props.walk}
          chart={chart}
        />
      )}
    </Card>
  )
}
