import { Button, SegmentedControl } from '@mantine/core'
import type { RetentionRequest, RetentionResponse } from '@throughline/contract/reports'
import { wilsonInterval } from '@throughline/statistics/wilson-interval'
import { useState } from 'react'
import { formatNumber, formatShare } from '../../../format/number.ts'
import { Card } from '../../../ui/card.tsx'
import { download, toCsv } from '../../../ui/table/csv.ts'
import { whenWords } from '../result/asked-range.ts'
import { type CohortCell, CohortTable, headerWord } from './cohort-table.tsx'
import classes from './retention.module.css'
import { isUnfinished } from './retention-curve.ts'

/** The people who came back, cohort by cohort. */
export function RetentionTable(props: { asked: RetentionRequest; answer: RetentionResponse; now: number }) {
  const { asked, answer, now } = props
  const [unit, setUnit] = useState('share')
  const columns = Array.from(
    { length: Math.max(0, ...answer.cohorts.map(({ counts }) => counts.length - 1)) },
    (_, index) => index + 1,
  )
  // The colour's whole scale is for what is there: at 3 % retention, 3 % is deep.
  const most = Math.max(
    0.0001,
    ...answer.cohorts.flatMap(({ counts }) =>
      counts.slice(1).map((people) => people / Math.max(1, counts[0] ?? 0)),
    ),
  )
  const period = headerWord(asked.period)
  const saveCsv = (): void =>
    download(
      'retention.csv',
      toCsv(
        [`${period} they began`, 'People', ...columns.map((later) => `${period} ${later}`)],
        answer.cohorts.map(({ start, counts }) => [start, ...counts]),
      ),
    )
  return (
    <Card
      title="Cohort by cohort"
      hint={`People who came back, by the ${asked.period} they began · • still going on · ${whenWords(asked)}`}
      tools={
        <div className={classes.tools}>
          <SegmentedControl
            size="xs"
            aria-label="Cells say"
            data={[
              { value: 'share', label: 'Share' },
              { value: 'people', label: 'People' },
            ]}
            value={unit}
            onChange={setUnit}
          />
          <Button variant="subtle" size="compact-xs" onClick={saveCsv}>
            Save as CSV
          </Button>
        </div>
      }
    >
      <CohortTable
        label="Retention, cohort by cohort"
        period={asked.period}
        about={['People']}
        columns={columns}
        rows={answer.cohorts.map(({ start, counts }, cohort) => ({
          start,
          about: [formatNumber(counts[0] ?? 0)],
          cells: columns.map((later) =>
            cellOf(
              { people: counts[later], began: counts[0] ?? 0 },
              { most, unit, unfinished: isUnfinished(asked, answer, { cohort, later }, now) },
            ),
          ),
        }))}
      />
    </Card>
  )
}

function cellOf(
  { people, began }: { people: number | undefined; began: number },
  { most, unit, unfinished }: { most: number; unit: string; unfinished: boolean },
): CohortCell | undefined {
  const share = people === undefined ? undefined : wilsonInterval(people, began)
  if (people === undefined || !share) return undefined
  return {
    text: unit === 'share' ? formatShare(share.estimate) : formatNumber(people),
    title: `${formatNumber(people)} of ${formatNumber(began)}: ${formatShare(share.estimate)}, between ${formatShare(share.low)} and ${formatShare(share.high)} (95 % interval)`,
    depth: share.estimate / most,
    unfinished,
  }
}
