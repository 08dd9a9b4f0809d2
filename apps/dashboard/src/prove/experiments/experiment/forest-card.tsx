import type { ExperimentResults } from '@throughline/contract/experiment-results'
import { formatShare } from '../../../format/number.ts'
import { ForestPlot } from './forest-plot.tsx'
import { metricRows } from './forest-rows.ts'

/** All metrics on one axis: by how much each differs from how it is now. */
export function ForestCard({ results }: { results: ExperimentResults }) {
  const { arms, method } = results
  const control = arms.find((arm) => arm.control)?.name ?? 'how it is now'
  const hold = method.decision === 'anytime' ? ', right at every look' : ''
  return (
    <ForestPlot
      title="What it changed"
      unit={`Change against “${control}”, in per cent of its value · bands: ${formatShare(method.level)} intervals${hold} · ring: not told apart yet. ${method.correction}`}
      rows={metricRows(results)}
    />
  )
}
