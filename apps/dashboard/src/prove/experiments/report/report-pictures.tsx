import type { SharedReport } from '@throughline/contract/report-links'
import { useWidth } from '../../../understand/friction/list/use-width.ts'
import { ForestDrawing } from '../experiment/forest-drawing.tsx'
import { metricRows } from '../experiment/forest-rows.ts'
import classes from './report.module.css'

/** The forest plot as it stands on paper, without a menu. */
export function ReportPictures({ drawn }: { drawn: NonNullable<SharedReport['drawn']> }) {
  const { ref, width } = useWidth<HTMLDivElement>()
  const rows = metricRows(drawn)
  if (rows.length === 0) return null
  return (
    <figure className={classes.picture}>
      <div ref={ref}>
        {width > 0 ? <ForestDrawing title="What it changed" rows={rows} width={width} /> : null}
      </div>
      <figcaption>
        Change against how it was, in per cent of its value. Bands are intervals; a ring is not told apart
        yet.
      </figcaption>
    </figure>
  )
}
