import { Select } from '@mantine/core'
import type { ExperimentResults } from '@throughline/contract/experiment-results'
import type { Experiment, ExperimentUnit } from '@throughline/contract/experiments'
import { useMemo, useState } from 'react'
import { formatShare } from '../../../format/number.ts'
import { Card } from '../../../ui/card.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { dayOf } from '../../../view/zoned-time.ts'
import { percentText, unitsName } from '../experiment-words.ts'
import { CourseChart, type CourseDay } from './course-chart.tsx'

/** How the effect on what decides, and its interval, came about day by day. */
export function PrimaryCourse(props: {
  results: ExperimentResults
  unit: ExperimentUnit
  phases: Experiment['phases']
}) {
  const { results, unit, phases } = props
  const { arms, cumulative, metrics, method, timezone } = results
  const treatments = arms.filter(({ control }) => !control)
  const [chosen, choose] = useState(results.verdict.variation ?? treatments[0]?.variation ?? '')
  const days = useMemo(() => daysOf(cumulative, chosen), [cumulative, chosen])
  const marks = useMemo(() => growthMarks(days, phases, timezone), [days, phases, timezone])
  const primary = metrics.find(({ role }) => role === 'primary')
  const state = primary?.arms.find(({ variation }) => variation === chosen)?.effect?.state
  const known = days.filter(({ effect }) => effect !== null).length
  const title = 'How sure it became'
  if (known < 2) {
    return (
      <Card title={title}>
        <EmptyState
          inset
          title="The first days are not over"
          why="Each evening the effect and its interval of that day are kept. The interval grows narrower with every visitor."
        />
      </Card>
    )
  }
  return (
    <CourseChart
      title={title}
      unit={`${primary?.name ?? 'Effect'}: change in per cent and its ${formatShare(method.level)} interval with all that was known at the end of each day; days in ${timezone} · dashed: no change`}
      days={days}
      sense={state === undefined || state === 'none' ? 'unclear' : state}
      units={`Of the ${unitsName(unit)}, in this variation`}
      marks={marks}
      tools={
        treatments.length > 1 ? (
          <Select
            size="xs"
            aria-label="Variation"
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

function daysOf(cumulative: ExperimentResults['cumulative'], variation: string): CourseDay[] {
  return cumulative.map(({ day, arms }) => {
    const arm = arms.find((one) => one.variation === variation)
    return { day, units: arm?.units ?? 0, effect: arm?.relative ?? null }
  })
}

/** The days on which more visitors were let in. */
function growthMarks(days: readonly CourseDay[], phases: Experiment['phases'], timezone: string) {
  const known = days.filter(({ effect }) => effect !== null)
  return phases.slice(1).flatMap(({ at, traffic }) => {
    const day = dayOf(Date.parse(at), timezone)
    const index = known.findIndex((one) => one.day >= day)
    return index < 0 ? [] : [{ index, label: `grown to ${percentText(traffic)}` }]
  })
}
