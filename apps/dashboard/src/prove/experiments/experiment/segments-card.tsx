import { Select } from '@mantine/core'
import type { ExperimentResults } from '@throughline/contract/experiment-results'
import type { ExperimentUnit } from '@throughline/contract/experiments'
import { useState } from 'react'
import { formatShare } from '../../../format/number.ts'
import { unitsName } from '../experiment-words.ts'
import { ForestPlot } from './forest-plot.tsx'
import { segmentRows } from './forest-rows.ts'

/** Whether it does the same to all: the metric that decides, among visitors of one kind. */
export function SegmentsCard({ results, unit }: { results: ExperimentResults; unit: ExperimentUnit }) {
  const { arms, segments, metrics, method, currency } = results
  const treatments = arms.filter(({ control }) => !control)
  const [chosen, choose] = useState(results.verdict.variation ?? treatments[0]?.variation ?? '')
  const primary = metrics.find(({ role }) => role === 'primary')
  if (!primary) return null
  const rows = segmentRows(segments, primary, chosen, currency)
  if (rows.length === 0) return null
  return (
    <ForestPlot
      title="For whom"
      unit={`${primary.name}: change in per cent among ${unitsName(unit)} of one kind, with how many of them there are · bands: ${formatShare(method.level)} intervals. ${method.correction} Of many kinds some stand out by chance: take it as a question for the next experiment.`}
      rows={rows}
      tools={
        treatments.length > 1 ? (
          <Select
            size="xs"
            aria-label="Variation whose segments are shown"
            data={treatments.map(({ variation, name }) => ({ value: variation, label: name }))}
            value={chosen}
            onChange={(variation) => choose(variation ?? chosen)}
            allowDeselect={false}
          />
        ) : undefined
      }
    />
  )
}
