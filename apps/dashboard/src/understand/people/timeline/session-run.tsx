import { Link } from '@tanstack/react-router'
import type { EventView } from '@throughline/contract/event'
import { useId, useState } from 'react'
import { formatClock, formatDate } from '../../../format/date.ts'
import { formatCount, formatDuration } from '../../../format/number.ts'
import { CodeBlock } from '../../../ui/code-block.tsx'
import { aboutEvent } from '../../../ui/event/about-event.ts'
import { eventLook } from '../../../ui/event/event-look.ts'
import { Icon } from '../../../ui/icon.tsx'
import classes from './timeline.module.css'
import type { TimelineSession } from './timeline-sessions.ts'

/** One session on the thread: when, how long, where, its recording if there is one, and its events. */
export function SessionRun(props: {
  session: TimelineSession
  timezone: string
  recordingId: string | undefined
}) {
  const { session, timezone, recordingId } = props
  const seconds = (Date.parse(session.to) - Date.parse(session.from)) / 1000
  const parts = [
    ...session.channels,
    formatCount(session.events.length, 'event'),
    ...(seconds >= 1 ? [formatDuration(seconds)] : []),
  ]
  return (
    <li className={classes.session}>
      <h3 className={classes.head}>
        <time dateTime={session.from}>{formatDate(session.from, timezone)}</time>
        <span>{parts.join(' · ')}</span>
        {recordingId === undefined ? null : (
          <Link to="/recordings/$id" params={{ id: recordingId }}>
            Watch the recording
          </Link>
        )}
      </h3>
      <ol className={classes.events}>
        {session.events.map((event) => (
          <TimelineEvent key={event.messageId} event={event} timezone={timezone} />
        ))}
      </ol>
    </li>
  )
}

/** One event: a picture, when, what it was; all of it as JSON when opened. */
function TimelineEvent({ event, timezone }: { event: EventView; timezone: string }) {
  const [open, setOpen] = useState(false)
  const details = useId()
  const { icon, tone, words } = eventLook(event)
  return (
    <li className={classes.event} data-tone={tone}>
      <button
        type="button"
        className={classes.row}
        aria-expanded={open}
        aria-controls={details}
        onClick={() => setOpen(!open)}
      >
        <span className={classes.icon}>
          <Icon name={icon} size={14} />
        </span>
        <time dateTime={event.timestamp} className={classes.time}>
          {formatClock(event.timestamp, timezone)}
        </time>
        <span className={classes.words}>
          <b>{words}</b> <span>{aboutEvent(event)}</span>
        </span>
      </button>
      <div id={details} className={open ? classes.open : ''} hidden={!open}>
        {open ? (
          <CodeBlock code={JSON.stringify(event, null, 2)} label={`The event ${event.event} as JSON`} />
        ) : null}
      </div>
    </li>
  )
}
