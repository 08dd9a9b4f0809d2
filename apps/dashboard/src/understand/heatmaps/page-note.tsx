import { Link } from '@tanstack/react-router'
import type { Heatmap } from '@throughline/contract/heatmaps'
import { formatNumber } from '../../format/number.ts'
import type { SnapshotState } from './snapshot/use-snapshot.ts'

/** Whose page it is that is drawn on: out of which recording, or why it is blank. */
export function PageNote({ heatmap, state }: { heatmap: Heatmap; state: SnapshotState }) {
  const { snapshot, pageHeight, pageWidth } = heatmap
  const blank =
    pageHeight && pageWidth
      ? `a blank page of the usual size, ${formatNumber(Math.round(pageWidth))} by ${formatNumber(Math.round(pageHeight.p50))} px`
      : 'a blank page'
  if (!snapshot && heatmap.elements.length > 0 && heatmap.points.length === 0)
    return (
      <>
        These signals came without a place on the page, so that nothing can be drawn; what was hit is listed.
        The script on your site sends the place by itself.
      </>
    )
  if (!snapshot)
    return (
      <>
        No recording shows this page yet, so it is drawn on {blank}. Switch replay on in the script on your
        site, and the page itself will stand here.
      </>
    )
  if (state.status === 'failed')
    return (
      <>
        The page could not be rebuilt out of its recording ({state.problem.message}), so it is drawn on{' '}
        {blank}.
      </>
    )
  return (
    <>
      Drawn on {snapshot.path} as a visitor saw it ({formatNumber(snapshot.viewport.width)} px wide),{' '}
      <Link to="/recordings/$id" params={{ id: snapshot.recordingId }}>
        out of a recording
      </Link>
      {pageHeight
        ? `. Half of the views were of a page between ${formatNumber(Math.round(pageHeight.p25))} and ${formatNumber(Math.round(pageHeight.p75))} px high.`
        : '.'}
    </>
  )
}
