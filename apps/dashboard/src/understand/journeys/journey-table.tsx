import type { Journey, JourneyRate } from '@throughline/contract/journeys'
import { formatDuration, formatMoney, formatShare } from '../../format/number.ts'
import { Card } from '../../ui/card.tsx'
import { type Column, DataTable } from '../../ui/table/data-table.tsx'
import { nameOf } from './journey-sentence.tsx'
import { feelingFigure, stageWords } from './journey-words.ts'
import { boundsText } from './rate-mark.tsx'

type Row = Journey['stages'][number] & { readonly whose: string }

/** The numbers behind the map, to check and to take away. */
export function JourneyTable(props: {
  journeys: readonly Journey[]
  units: Readonly<Record<string, string>>
}) {
  const { journeys, units } = props
  const rows = journeys.flatMap((journey) =>
    journey.stages.map((stage): Row => ({ ...stage, whose: nameOf(journey) })),
  )
  const whose: Column<Row>[] =
    journeys.length > 1 ? [{ key: 'whose', header: 'Whose', value: (row) => row.whose }] : []
  return (
    <Card
      title="The same in figures"
      hint={`Going on: ${units.onward ?? 'share of the stage'}. Times: ${units.secondsToOnward ?? 'seconds, median'}. Revenue: ${units.revenue ?? 'net of refunds'}.`}
    >
      <DataTable
        caption="Journey by stage"
        rows={rows}
        rowKey={({ stage, whose: name }) => `${name} ${stage}`}
        columns={[
          { key: 'stage', header: 'Stage', value: ({ stage }) => stageWords[stage].label },
          ...whose,
          { key: 'people', header: 'People', value: ({ people }) => people },
          { key: 'visits', header: 'Visits', value: ({ sessions }) => sessions },
          { key: 'events', header: 'Events', value: ({ events }) => events },
          rateColumn('onward', 'Go on', ({ onward }) => onward),
          {
            key: 'time',
            header: 'Until then',
            align: 'right',
            value: ({ secondsToOnward }) => secondsToOnward,
            cell: ({ secondsToOnward }) => (secondsToOnward === null ? '–' : formatDuration(secondsToOnward)),
          },
          rateColumn('dropOff', 'Last step here', ({ dropOff }) => dropOff),
          rateColumn('bounce', 'Bounce', ({ bounce }) => bounce),
          {
            key: 'emotion',
            header: 'Feeling',
            align: 'right',
            value: ({ emotion }) => emotion.value,
            cell: ({ emotion }) =>
              emotion.value === null ? '–' : `${feelingFigure(emotion.value)} ${emotion.source}`,
          },
          {
            key: 'revenue',
            header: 'Revenue',
            align: 'right',
            value: ({ revenue }) => revenue.map(({ total, currency }) => `${total} ${currency}`).join('; '),
            cell: ({ revenue }) =>
              revenue.map(({ total, currency }) => formatMoney(Number(total), currency)).join(', ') || '–',
          },
        ]}
      />
    </Card>
  )
}

function rateColumn(key: string, header: string, rateOf: (row: Row) => JourneyRate | null): Column<Row> {
  return {
    key,
    header,
    align: 'right',
    value: (row) => rateOf(row)?.estimate ?? null,
    cell: (row) => {
      const rate = rateOf(row)
      return rate ? `${formatShare(rate.estimate)} (${boundsText(rate)})` : '–'
    },
  }
}
