import { Button } from '@mantine/core'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { formatCount } from '../../format/number.ts'
import { useProject } from '../../session.ts'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { EventPicker } from '../../ui/filter/event-picker.tsx'
import { Icon } from '../../ui/icon.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { RowsSkeleton } from '../../ui/skeletons.tsx'
import type { Arrivals } from './arrivals.ts'
import { EventRow } from './event-row.tsx'
import classes from './live.module.css'
import { useArrivals } from './use-arrivals.ts'

const route = getRouteApi('/shell/live')

/** Events as they arrive: to see that a client sends, and what. */
export function LivePage() {
  const { event } = route.useSearch()
  const navigate = useNavigate()
  const [paused, setPaused] = useState(false)
  const arrivals = useArrivals(event, paused)
  const choose = (name: string | undefined): void => {
    void navigate({ to: '/live', search: name === undefined ? {} : { event: name }, replace: true })
  }
  return (
    <>
      <PageTitle sub="Newest first, by the time they arrived. Open one to see all that it carries.">
        {titleOf(arrivals, event)}
      </PageTitle>
      <div className={classes.tools}>
        <Button
          variant="default"
          leftSection={<Icon name={paused ? 'play' : 'pause'} size={13} />}
          onClick={() => setPaused(!paused)}
        >
          {paused ? 'Go on' : 'Pause'}
        </Button>
        <EventPicker
          label="Only events named"
          hideLabel
          placeholder="All events"
          value={event}
          onChange={choose}
        />
        <span className={classes.status}>
          <span className={classes.dot} data-paused={paused || undefined} />
          {paused ? 'Paused' : arrivals.problem ? 'Trying again' : 'Listening'}
          {arrivals.skipped ? ' · some arrived too fast to be shown' : ''}
        </span>
      </div>
      <Rows arrivals={arrivals} event={event} />
    </>
  )
}

function Rows({ arrivals, event }: { arrivals: Arrivals; event: string | undefined }) {
  const { timezone } = useProject()
  if (arrivals.problem && arrivals.events.length === 0) {
    return (
      <Card>
        <ErrorState inset title="Live cannot listen" error={arrivals.problem} />
      </Card>
    )
  }
  if (!arrivals.started) {
    return (
      <Card>
        <RowsSkeleton rows={8} />
      </Card>
    )
  }
  if (arrivals.events.length === 0) {
    return (
      <Card>
        <EmptyState
          inset
          title={event ? `Nothing named “${event}” has arrived` : 'Nothing has arrived yet'}
          why="As soon as a client sends something, it appears here within a second: the quickest proof that it works."
          action={<Link to="/settings">See how to send the first event</Link>}
        />
      </Card>
    )
  }
  return (
    <Card>
      <ul className={classes.list}>
        {arrivals.events.map((arrival) => (
          <EventRow key={arrival.messageId} event={arrival} timezone={timezone} />
        ))}
      </ul>
    </Card>
  )
}

function titleOf({ events, started }: Arrivals, event: string | undefined): string {
  if (!started) return 'Waiting for events.'
  if (events.length === 0) return 'No event yet.'
  const names = new Set(events.map((arrival) => arrival.event)).size
  const last = formatCount(events.length, 'event')
  return event ? `The last ${last} named “${event}”.` : `The last ${last}, of ${formatCount(names, 'kind')}.`
}
