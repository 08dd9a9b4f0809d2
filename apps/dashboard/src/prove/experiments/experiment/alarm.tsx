import type { ExperimentResults } from '@throughline/contract/experiment-results'
import type { ExperimentUnit } from '@throughline/contract/experiments'
import { formatNumber } from '../../../format/number.ts'
import { Icon } from '../../../ui/icon.tsx'
import { type Column, DataTable } from '../../../ui/table/data-table.tsx'
import { unitsName } from '../experiment-words.ts'
import classes from './experiment.module.css'

type Arm = ExperimentResults['health']['sampleRatio']['arms'][number]

/** The loud stop: what is broken, in numbers, and where to look for the cause. */
export function Alarm({ results, unit }: { results: ExperimentResults; unit: ExperimentUnit }) {
  const { health, arms } = results
  const stops = health.checks.filter(({ state }) => state === 'stop')
  const nameOf = (variation: string): string =>
    arms.find((arm) => arm.variation === variation)?.name ?? variation
  return (
    <section className={classes.alarm} role="alert" aria-labelledby="alarm-title">
      <h2 id="alarm-title">
        <Icon name="alert" size={22} /> Stop: do not decide by these results
      </h2>
      {stops.map(({ check, sentence }) => (
        <p key={check}>{sentence}</p>
      ))}
      {stops.some(({ check }) => check === 'sample_ratio') ? (
        <>
          <DataTable
            caption={`${unitsName(unit)} in each variation, and how many there should be`}
            columns={ratioColumns(nameOf, unit)}
            rows={health.sampleRatio.arms}
            rowKey={({ variation }) => variation}
            exportable={false}
          />
          <p className={classes.alarmAdvice}>
            Whoever is missing is not missing by chance, so what is left cannot be compared. Most often one
            variation is slower and people leave before it is counted, breaks in some browser, sends them
            elsewhere, or bots are counted in one only. Find the cause, stop this experiment and start it
            anew.
          </p>
        </>
      ) : null}
    </section>
  )
}

const ratioColumns = (nameOf: (variation: string) => string, unit: ExperimentUnit): Column<Arm>[] => [
  { key: 'variation', header: 'Variation', value: ({ variation }) => nameOf(variation), sortable: false },
  {
    key: 'units',
    header: `Seen (${unitsName(unit)})`,
    value: ({ units }) => units,
    align: 'right',
    sortable: false,
  },
  {
    key: 'expected',
    header: 'Expected',
    value: ({ expected }) => Math.round(expected),
    align: 'right',
    sortable: false,
  },
  {
    key: 'gap',
    header: 'Difference',
    value: ({ units, expected }) => units - Math.round(expected),
    cell: ({ units, expected }) => {
      const gap = units - Math.round(expected)
      return gap > 0 ? `+${formatNumber(gap)}` : `−${formatNumber(-gap)}`
    },
    align: 'right',
    sortable: false,
  },
]
