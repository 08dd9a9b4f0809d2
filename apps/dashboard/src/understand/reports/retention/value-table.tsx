import { Button, SegmentedControl } from '@mantine/core'
import type { RetentionRequest, RetentionResponse } from '@throughline/contract/reports'
import { useState } from 'react'
import { formatColumn, formatCount, formatNumber } from '../../../format/number.ts'
import { Card } from '../../../ui/card.tsx'
import { download, toCsv } from '../../../ui/table/csv.ts'
import { whenWords } from '../result/asked-range.ts'
import { type CohortCell, CohortTable, headerWord } from './cohort-table.tsx'
import classes from './retention.module.css'
import { isUnfinished } from './retention-curve.ts'
import { broughtInAll } from './value-curve.ts'

/** What people brought, cohort by cohort. The first period has no colour: beside it, all others would look alike. */
export function ValueTable(props: { asked: RetentionRequest; answer: RetentionResponse; now: number }) {
  const { asked, answer, now } = props
  const [unit, setUnit] = useState('perPerson')
  const { cohorts } = answer
  const columns = Array.from(
    { length: Math.max(0, ...cohorts.map(({ counts }) => counts.length)) },
    (_, later) => later,
  )
  const most = Math.max(
    0,
    ...cohorts.flatMap(({ counts, sums = [] }) => sums.slice(1).map((sum) => perPerson(sum, counts[0]))),
  )
  const period = headerWord(asked.period)
  const property = asked.value?.property ?? ''
  const saveCsv = (): void =>
    download(
      'cohorts.csv',
      toCsv(
        [
          `${period} they began`,
          'People',
          ...columns.map((later) => `${property}, ${asked.period} ${later}`),
        ],
        cohorts.map(({ start, counts, sums = [] }) => [start, counts[0], ...sums]),
      ),
    )
  const shown = (sum: number, people = 0): number => (unit === 'perPerson' ? perPerson(sum, people) : sum)
  const write = formatColumn(
    cohorts.flatMap(({ counts, sums = [] }) => sums.map((sum) => shown(sum ?? 0, counts[0]))),
  )
  const rowOf = ({ start, counts, sums = [] }: (typeof cohorts)[number], cohort: number) => {
    const people = counts[0] ?? 0
    const total = broughtInAll(sums)
    return {
      start,
      about: [formatNumber(people), total === null || people === 0 ? '–' : write(shown(total, people))],
      cells: columns.map((later): CohortCell | undefined => {
        const sum = sums[later]
        if (people === 0 || sum === undefined) return undefined
        const unfinished = isUnfinished(asked, answer, { cohort, later }, now)
        if (sum === null) return { text: '–', title: 'More than a number holds', unfinished }
        const share = most > 0 ? Math.max(0, perPerson(sum, people) / most) : 0
        return {
          text: write(shown(sum, people)),
          title: `${formatNumber(sum)} of ${property}: ${formatNumber(perPerson(sum, people))} for each of ${formatCount(people, 'person', 'people')}`,
          ...(later === 0 ? {} : { depth: share }),
          unfinished,
        }
      }),
    }
  }
  return (
    <Card
      title="Cohort by cohort"
      hint={`${unit === 'perPerson' ? `${headerWord(property)} a person` : `Sum of ${property}`}, by the ${asked.period} they began · • still going on · ${whenWords(asked)}`}
      tools={
        <div className={classes.tools}>
          <SegmentedControl
            size="xs"
            aria-label="Cells say"
            data={[
              { value: 'perPerson', label: 'Per person' },
              { value: 'total', label: 'Total' },
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
        label={`${property}, cohort by cohort`}
        period={asked.period}
        about={['People', 'In all']}
        columns={columns}
        rows={cohorts.map(rowOf)}
      />
    </Card>
  )
}

const perPerson = (sum: number | null, people: number | undefined): number =>
  (sum ?? 0) / Math.max(1, people ?? 0)
