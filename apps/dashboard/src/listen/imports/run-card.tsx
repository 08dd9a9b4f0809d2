import { Progress } from '@mantine/core'
import type { ImportRun } from '@throughline/contract/imports'
import { formatCount, formatDuration, formatNumber, formatShare } from '../../format/number.ts'
import { BarRow } from '../../ui/bar-row.tsx'
import { Card } from '../../ui/card.tsx'
import { DataTable } from '../../ui/table/data-table.tsx'
import { outcomeWords } from './import-words.ts'
import classes from './imports.module.css'
import { SampleRows } from './sample-rows.tsx'

/** A run over the file: how far it is and how fast, what became of the rows, and which were rejected and why. */
export function RunCard(props: { title: string; run: ImportRun; active: boolean }) {
  const { run, active } = props
  const share = run.totalBytes === 0 ? 100 : (100 * run.bytes) / run.totalBytes
  const most = Math.max(1, ...run.outcomes.map(({ rows }) => rows))
  return (
    <Card title={props.title} hint="Rows of the file, by what became of them">
      {active || run.endedAt === null ? (
        <div className={classes.progress}>
          <Progress
            value={share}
            size="lg"
            animated={active}
            aria-label={`${Math.floor(share)} per cent read`}
          />
          <p className={classes.note} data-figures>
            {Math.floor(share)} % · {formatCount(run.rows, 'row')}
            {active ? ` · ${formatNumber(Math.round(run.rowsPerSecond))} rows a second` : ''}
            {active && run.secondsLeft !== null ? ` · ${leftText(run.secondsLeft)}` : ''}
          </p>
        </div>
      ) : null}
      <p className={classes.summary}>{summaryOf(run, props.title)}</p>
      <div className={classes.outcomes}>
        {run.outcomes.map(({ outcome, rows }) => (
          <BarRow
            key={outcome}
            label={outcomeWords[outcome]}
            value={rows}
            max={most}
            text={formatNumber(rows)}
            note={run.rows > 0 ? formatShare(rows / run.rows) : undefined}
            tone={outcome === 'rejected' ? 'loss' : 'thread'}
          />
        ))}
      </div>
      {run.rejections.length > 0 ? (
        <div className={classes.part}>
          <h3>Rejected rows by reason</h3>
          <DataTable
            caption="Rejected rows by reason"
            rows={run.rejections}
            rowKey={({ reason }) => reason}
            columns={[
              {
                key: 'reason',
                header: 'Reason',
                value: ({ reason }) => reason,
                cell: ({ reason }) => <span className={classes.reason}>{reason}</span>,
              },
              { key: 'rows', header: 'Rows', value: ({ rows }) => rows },
              {
                key: 'lines',
                header: 'First lines',
                align: 'right',
                value: ({ lines }) => lines.map(String).join(' '),
                cell: ({ lines, rows }) =>
                  `${lines.slice(0, 5).map(formatNumber).join(', ')}${rows > Math.min(5, lines.length) ? ' …' : ''}`,
              },
            ]}
          />
        </div>
      ) : null}
      {run.samples.length > 0 ? (
        <details className={classes.part}>
          <summary>The first rows, and what they became</summary>
          <SampleRows rows={run.samples} />
        </details>
      ) : null}
    </Card>
  )
}

function leftText(seconds: number): string {
  return seconds < 1 ? 'nearly there' : `about ${formatDuration(Math.ceil(seconds))} left`
}

function summaryOf({ rows, events, added, endedAt }: ImportRun, title: string): string {
  const made = `${formatCount(rows, 'row')} gave ${formatCount(events, 'event')}`
  if (title !== 'Import') return `${made} in the dry run.`
  if (endedAt === null) return `${made} so far, ${formatNumber(added)} of them new.`
  if (added === events) return `${made}, all of them new.`
  return added === 0
    ? `${made}; all were here already, so nothing counts twice.`
    : `${made}, ${formatNumber(added)} of them new; the others were here already.`
}
