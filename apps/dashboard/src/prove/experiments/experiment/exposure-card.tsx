import type { ExperimentResults } from '@throughline/contract/experiment-results'
import type { ExperimentUnit } from '@throughline/contract/experiments'
import { useMemo } from 'react'
import { formatNumber } from '../../../format/number.ts'
import { TimeChart } from '../../../ui/chart/time-chart.tsx'
import { unitsName } from '../experiment-words.ts'

/** How many met it for the first time, a day and variation. */
export function ExposureCard({ results, unit }: { results: ExperimentResults; unit: ExperimentUnit }) {
  const { health, arms, timezone } = results
  const { days } = health
  const buckets = useMemo(() => days.map(({ day }) => day), [days])
  const series = useMemo(
    () =>
      arms.map(({ name }, index) => ({
        name,
        values: days.map(({ units }) => units[index] ?? 0),
      })),
    [arms, days],
  )
  if (days.length === 0) return null
  const busiest = days.reduce((most, day) => Math.max(most, sum(day.units)), 0)
  const name = unitsName(unit)
  return (
    <TimeChart
      title="Who met it"
      unit={`New ${name} a day by variation; days in ${timezone}`}
      description={`New ${name} a day: ${formatNumber(busiest)} on the busiest of ${days.length} days.`}
      buckets={buckets}
      interval="day"
      series={series}
      shape="bar"
      format={formatNumber}
      height={190}
    />
  )
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
