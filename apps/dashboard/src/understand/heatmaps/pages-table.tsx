import type { HeatmapPage } from '@throughline/contract/heatmaps'
import { Card } from '../../ui/card.tsx'
import { type Column, DataTable } from '../../ui/table/data-table.tsx'
import classes from './heatmaps.module.css'

/** Pages and patterns with most clicks; one of them is drawn above. */
export function PagesTable(props: {
  pages: readonly HeatmapPage[]
  shown: string
  onShow: (path: string) => void
}) {
  const columns: readonly Column<HeatmapPage>[] = [
    {
      key: 'path',
      header: 'Page',
      value: ({ path }) => path,
      cell: ({ path, pages }) => (
        <>
          <button
            type="button"
            className={classes.open}
            aria-current={path === props.shown ? 'true' : undefined}
            onClick={() => props.onShow(path)}
          >
            {path}
          </button>
          {pages > 1 ? <span className={classes.siblings}>{`${pages} pages`}</span> : null}
        </>
      ),
    },
    { key: 'views', header: 'Views', value: ({ views }) => views },
    { key: 'clicks', header: 'Clicks', value: (page) => page.element_clicked },
    { key: 'rage', header: 'Rage clicks', value: (page) => page.rage_clicked },
    { key: 'dead', header: 'Dead clicks', value: (page) => page.dead_clicked },
  ]
  return (
    <Card title="Pages" hint="Those with most clicks; * stands for one part of the path">
      <DataTable
        caption="Pages with most clicks"
        columns={columns}
        rows={props.pages}
        rowKey={({ path }) => path}
        initialSort={{ key: 'clicks', direction: 'descending' }}
      />
    </Card>
  )
}
