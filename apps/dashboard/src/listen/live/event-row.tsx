import type { EventView } from '@throughline/contract/event'
import { useId, useState } from 'react'
import { formatClock } from '../../format/date.ts'
import { CodeBlock } from '../../ui/code-block.tsx'
import { aboutEvent } from '../../ui/event/about-event.ts'
import { Icon } from '../../ui/icon.tsx'
import classes from './live.module.css'

/** One arrival: when, what, who and where, and all of it as JSON when opened. */
export function EventRow({ event, timezone }: { event: EventView; timezone: string }) {
  const [open, setOpen] = useState(false)
  const details = useId()
  return (
    <li className={classes.item} data-open={open || undefined}>
      <button
        type="button"
        className={classes.row}
        aria-expanded={open}
        aria-controls={details}
        onClick={() => setOpen(!open)}
      >
        <Icon name="right" size={12} />
        <span className={classes.time}>{formatClock(event.receivedAt, timezone)}</span>
        <span className={classes.name}>{event.event}</span>
        <span className={classes.person}>{event.userId ?? event.anonymousId ?? event.profileId}</span>
        <span className={classes.about}>
          {[event.channel, aboutEvent(event)].filter(Boolean).join(' · ')}
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
