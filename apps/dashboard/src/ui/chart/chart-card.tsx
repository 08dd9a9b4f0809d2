import { ActionIcon, Menu } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Card } from '../card.tsx'
import { Icon } from '../icon.tsx'
import { download, downloadUrl, fileNameOf, toCsv } from '../table/csv.ts'
import { type Column, DataTable } from '../table/data-table.tsx'
import classes from './chart.module.css'

/** The numbers behind a chart. */
export interface ChartTable<Row> {
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row, index: number) => string
}

/**
 * The frame of a picture, however it is drawn: what it shows and its unit above it, the table behind it, PNG and CSV in
 * its menu.
 */
export function ChartCard<Row>(props: {
  title: string
  unit: ReactNode
  table: ChartTable<Row>
  /** The drawing as the URL of a PNG. */
  picture: () => string | undefined | Promise<string | undefined>
  /** Further controls beside the menu. */
  tools?: ReactNode
  /** Of the table, from which it scrolls. */
  tableHeight?: number
  children: ReactNode
}) {
  const { title, table } = props
  const [asTable, setAsTable] = useState(false)
  const savePicture = async (): Promise<void> => {
    const url = await props.picture()
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
          maxHeight={`${props.tableHeight ?? 280}px`}
          exportable={false}
        />
      ) : (
        props.children
      )}
    </Card>
  )
}
