import { Button, SegmentedControl } from '@mantine/core'
import type { RetentionRequest, RetentionResponse } from '@throughline/contract/reports'
import { wilsonInterval } from '@throughline/statistics/wilson-interval'
import { type CSSProperties, useState } from 'react'
import { formatBucketLong } from '../../../format/date.ts'
import { formatNumber, formatShare } from '../../../format/number.ts'
import { Card } from '../../../ui/card.tsx'
import { download, toCsv } from '../../../ui/table/csv.ts'
import { whenWords } from '../result/asked-range.ts'
import classes from './retention.module.css'
import { isUnfinished } from './retention-curve.ts'

/**
 * A cohort a row, a period a column. The deeper the colour, the more came back; the number says how many, and a dot that
 * the period still goes on.
 */
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
  const period = `${asked.period.charAt(0).toUpperCase()}${asked.period.slice(1)}`
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
      <section className={classes.scroll} aria-label="Retention, cohort by cohort">
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Began</th>
              <th scope="col">People</th>
              {columns.map((later) => (
                <th scope="col" key={later}>
                  <span className={classes.periodWord}>{period} </span>
                  {later}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {answer.cohorts.map(({ start, counts }, cohort) => (
              <tr key={start}>
                <th scope="row">{formatBucketLong(start, asked.period).replace(/^(week of )?\w+, /, '')}</th>
                <td className={classes.size}>{formatNumber(counts[0] ?? 0)}</td>
                {columns.map((later) => (
                  <Cell
                    key={later}
                    people={counts[later]}
                    began={counts[0] ?? 0}
                    most={most}
                    unit={unit}
                    unfinished={isUnfinished(asked, answer, { cohort, later }, now)}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Card>
  )
}

function Cell(props: {
  people: number | undefined
  began: number
  most: number
  unit: string
  unfinished: boolean
}) {
  const { people, began, most, unit, unfinished } = props
  const share = people === undefined ? undefined : wilsonInterval(people, began)
  if (people === undefined || !share) return <td className={classes.none} />
  const bounds = `${formatNumber(people)} of ${formatNumber(began)}: ${formatShare(share.estimate)}, between ${formatShare(share.low)} and ${formatShare(share.high)} (95 % interval)`
  const depth = { '--depth': `${Math.round((share.estimate / most) * 45)}%` } as CSSProperties
  return (
    <td className={classes.cell} style={depth} title={unfinished ? `${bounds}; still going on` : bounds}>
      {unit === 'share' ? formatShare(share.estimate) : formatNumber(people)}
      {unfinished ? (
        <>
          <span aria-hidden="true"> •</span>
          <span className="visually-hidden">, still going on</span>
        </>
      ) : null}
    </td>
  )
}
