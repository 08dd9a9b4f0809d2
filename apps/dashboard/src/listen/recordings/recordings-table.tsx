import { Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import type { RecordingSummary } from '@throughline/contract/recordings'
import { useState } from 'react'
import { formatMinute } from '../../format/date.ts'
import { formatCount, formatNumber } from '../../format/number.ts'
import { Icon } from '../../ui/icon.tsx'
import { type Column, DataTable } from '../../ui/table/data-table.tsx'
import { countryName } from './country-name.ts'
import { clockText } from './player/clock-text.ts'
import { RecordedPerson } from './recorded-person.tsx'
import classes from './recordings.module.css'
import { capital, signalLooks, signalOrder } from './signal-look.ts'
import { SignalMark } from './signal-mark.tsx'
import { SignalMarks } from './signal-marks.tsx'

/** Shown at a time: each row asks for its person's name. */
const rowsAtOnce = 50

/** Recordings as far as they were loaded. */
export function RecordingsTable(props: {
  recordings: readonly RecordingSummary[]
  timezone: string
  more: (() => unknown) | undefined
  loadingMore: boolean
}) {
  const { recordings, timezone, more } = props
  const [shown, setShown] = useState(rowsAtOnce)
  const columns = useColumns(timezone)
  const showMore = (): void => {
    setShown(shown + rowsAtOnce)
    if (shown + rowsAtOnce > recordings.length) more?.()
  }
  return (
    <>
      <DataTable
        caption={`Recordings, the last begun first, times in ${timezone}`}
        columns={columns}
        rows={recordings.slice(0, shown)}
        rowKey={({ id }) => id}
        exportable={false}
      />
      <Legend recordings={recordings.slice(0, shown)} />
      <div className={classes.foot}>
        <span>
          {formatNumber(Math.min(shown, recordings.length))} of{' '}
          {more ? `more than ${formatNumber(recordings.length)}` : formatNumber(recordings.length)}
        </span>
        {shown < recordings.length || more ? (
          <Button variant="default" onClick={showMore} loading={props.loadingMore}>
            Show more
          </Button>
        ) : null}
      </div>
    </>
  )
}

/** What the marks mean, of those that occur: hovering tells it too, but not to a finger. */
function Legend({ recordings }: { recordings: readonly RecordingSummary[] }) {
  const there = signalOrder.filter((signal) => recordings.some(({ signals }) => (signals[signal] ?? 0) > 0))
  if (there.length === 0) return null
  return (
    <ul className={classes.legend} aria-label="Marks">
      {there.map((signal) => (
        <li key={signal}>
          <SignalMark signal={signal} size={12} /> {signalLooks[signal].one}
        </li>
      ))}
    </ul>
  )
}

/** On a phone only when, whose and with which signals; the rest stands below the time. */
function useColumns(timezone: string): Column<RecordingSummary>[] {
  const narrow = useMediaQuery('(max-width: 640px)')
  const columns: Column<RecordingSummary>[] = [
    {
      key: 'started',
      header: 'Started',
      sortable: false,
      value: ({ startedAt }) => startedAt,
      cell: (recording) => <StartedCell recording={recording} timezone={timezone} withRest={narrow} />,
    },
    {
      key: 'person',
      header: 'Person',
      sortable: false,
      value: ({ profileId }) => profileId,
      cell: ({ profileId }) => <RecordedPerson profileId={profileId} />,
    },
    {
      key: 'duration',
      header: 'Duration',
      sortable: false,
      align: 'right',
      value: ({ durationMs }) => durationMs,
      cell: ({ durationMs }) => clockText(durationMs),
    },
    { key: 'pages', header: 'Pages', sortable: false, value: ({ pages }) => pages },
    {
      key: 'entry',
      header: 'First page',
      sortable: false,
      value: ({ entryPath }) => entryPath,
      cell: ({ entryPath }) => <span className={classes.path}>{entryPath ?? '–'}</span>,
    },
    {
      key: 'device',
      header: 'Device',
      sortable: false,
      value: deviceText,
    },
    {
      key: 'country',
      header: 'Country',
      sortable: false,
      value: ({ country }) => country && countryName(country),
    },
    {
      key: 'signals',
      header: 'Signals',
      sortable: false,
      value: ({ signals }) => Object.keys(signals).length,
      align: 'left',
      cell: ({ signals }) => <SignalMarks counts={signals} />,
    },
  ]
  return narrow ? columns.filter(({ key }) => key === 'started' || key === 'signals') : columns
}

/** `Mobile, Chrome`. */
export function deviceText({ device, browser }: Pick<RecordingSummary, 'device' | 'browser'>): string | null {
  return capital([device, browser].filter((part) => part !== null && part !== '').join(', ')) || null
}

function StartedCell(props: { recording: RecordingSummary; timezone: string; withRest: boolean }) {
  const { id, startedAt, durationMs, pages, profileId, entryPath } = props.recording
  return (
    <span className={classes.started}>
      <Link to="/recordings/$id" params={{ id }} className={classes.watch ?? ''}>
        <span className={classes.play}>
          <Icon name="play" size={11} />
        </span>
        <span className="visually-hidden">Watch </span>
        <time dateTime={startedAt}>{formatMinute(startedAt, props.timezone)}</time>
      </Link>
      {props.withRest ? (
        <small>
          <RecordedPerson profileId={profileId} /> · {clockText(durationMs)} · {formatCount(pages, 'page')}
          {entryPath ? ` from ${entryPath}` : ''}
        </small>
      ) : null}
    </span>
  )
}
