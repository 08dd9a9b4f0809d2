import type { Heatmap, HeatmapElement } from '@throughline/contract/heatmaps'
import { wilsonInterval } from '@throughline/statistics/wilson-interval'
import { formatDuration, formatShare } from '../../format/number.ts'
import type { ChartTable } from '../../ui/chart/chart-card.tsx'
import type { Column } from '../../ui/table/data-table.tsx'
import type { HeatmapLayer } from './heatmap-search.ts'

/** The numbers behind a layer of the heatmap. */
export interface HeatmapRow {
  readonly key: string
  readonly name: string
  readonly values: readonly (number | string | null)[]
}

/** The table behind the picture: elements for clicks, bands for scroll and attention. */
export function heatmapTable(heatmap: Heatmap, layer: HeatmapLayer): ChartTable<HeatmapRow> {
  if (layer === 'scroll') return scrollTable(heatmap)
  if (layer === 'attention') return attentionTable(heatmap)
  const rows = heatmap.elements.map((element) => elementRow(element, heatmap.views))
  return {
    columns: columnsOf(
      'Element',
      ['Text', 'Signals', 'People', 'Views', 'Share of views', 'From', 'To'],
      [4, 5, 6],
    ),
    rows,
    rowKey: ({ key }) => key,
  }
}

function elementRow({ element, text, count, people, views, share }: HeatmapElement, all: number): HeatmapRow {
  const interval = wilsonInterval(Math.min(views, all), all)
  const values = [text, count, people, views, share, interval?.low ?? null, interval?.high ?? null]
  return { key: element, name: element, values }
}

function scrollTable({ scroll, views }: Heatmap): ChartTable<HeatmapRow> {
  const rows = scroll.reach.map(({ depth, views: reached, share }): HeatmapRow => {
    const interval = wilsonInterval(Math.min(reached, views), views)
    return {
      key: String(depth),
      name: `${depth} %`,
      values: [reached, share, interval?.low ?? null, interval?.high ?? null],
    }
  })
  return {
    columns: columnsOf('Down to', ['Views', 'Share of views', 'From', 'To'], [1, 2, 3]),
    rows,
    rowKey: ({ key }) => key,
  }
}

function attentionTable({ attention }: Heatmap): ChartTable<HeatmapRow> {
  const rows = attention.bands.map(
    ({ from, to, medianSeconds, low, high, totalSeconds }): HeatmapRow => ({
      key: String(to),
      name: `${from} to ${to} %`,
      values: [medianSeconds, low, high, totalSeconds],
    }),
  )
  return {
    columns: columnsOf('Band', ['Median time', 'From', 'To', 'Time in all'], [], [0, 1, 2, 3]),
    rows,
    rowKey: ({ key }) => key,
  }
}

/** @param shares which of the values are shares of one; @param seconds which are times */
function columnsOf(
  first: string,
  headers: readonly string[],
  shares: readonly number[],
  seconds: readonly number[] = [],
): Column<HeatmapRow>[] {
  const written = (index: number): Pick<Column<HeatmapRow>, 'cell'> => {
    const by = shares.includes(index) ? formatShare : seconds.includes(index) ? formatDuration : undefined
    if (!by) return {}
    return {
      cell: ({ values }) => {
        const value = values[index]
        return typeof value === 'number' ? by(value) : '–'
      },
    }
  }
  return [
    { key: 'name', header: first, value: ({ name }) => name },
    ...headers.map(
      (header, index): Column<HeatmapRow> => ({
        key: header,
        header,
        value: ({ values }) => values[index],
        ...written(index),
      }),
    ),
  ]
}
