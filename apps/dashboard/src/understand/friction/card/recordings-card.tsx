import { Link } from '@tanstack/react-router'
import type { FindingDetail } from '@throughline/contract/friction'
import { formatMinute } from '../../../format/date.ts'
import { clockText } from '../../../listen/recordings/player/clock-text.ts'
import { Card } from '../../../ui/card.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Icon } from '../../../ui/icon.tsx'
import classes from './card.module.css'

/** The most telling recordings, each opened at the moment. */
export function RecordingsCard(props: { recordings: FindingDetail['recordings']; timezone: string }) {
  const { recordings, timezone } = props
  return (
    <Card
      title="See it"
      hint={recordings.length > 0 ? 'The recordings that tell most, at the moment' : undefined}
    >
      {recordings.length === 0 ? (
        <EmptyState
          inset
          title="No recording of it"
          why={
            <>
              None of the affected sessions was recorded. With <code>data-replay="friction"</code> in the
              script tag, what happens around friction is.
            </>
          }
        />
      ) : (
        <ul className={classes.recordings}>
          {recordings.map(({ recordingId, at, offsetMs, summary }) => (
            <li key={recordingId}>
              <Link
                to="/recordings/$id"
                params={{ id: recordingId }}
                search={{ t: Math.round(Math.max(0, offsetMs) / 100) / 10 }}
                className={classes.watch ?? ''}
              >
                <span className={classes.play}>
                  <Icon name="play" size={12} />
                </span>
                <span>
                  <b>at {clockText(offsetMs)}</b>
                  <span className="visually-hidden"> of the recording</span>
                </span>
              </Link>
              <p>{summary}</p>
              <small>{formatMinute(at, timezone)}</small>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
