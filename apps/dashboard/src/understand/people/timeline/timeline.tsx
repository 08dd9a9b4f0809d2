import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { listEvents } from '@throughline/contract/events'
import { listCustomerEvents } from '@throughline/contract/people'
import { call, keyOf } from '../../../api.ts'
import { formatCount } from '../../../format/number.ts'
import { useSessionRecordings } from '../../../listen/recordings/use-session-recordings.ts'
import { Card } from '../../../ui/card.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { EventPicker } from '../../../ui/filter/event-picker.tsx'
import { RowsSkeleton } from '../../../ui/skeletons.tsx'
import { useView } from '../../../view/use-view.ts'
import { SessionRun } from './session-run.tsx'
import classes from './timeline.module.css'
import { timelineSessions } from './timeline-sessions.ts'

/** As many as fill two screens; a timeline of thousands is walked, not loaded. */
const pageSize = 60

/** Everything a person did, newest first, a session at a time. */
export function Timeline(props: {
  id: string
  profileId: string
  event: string | undefined
  onEvent: (event: string | undefined) => void
}) {
  const { event, onEvent } = props
  const { timezone } = useView().period
  const timeline = useTimeline(props.id, props.profileId, event)
  const recordings = useSessionRecordings(props.profileId)
  const events = timeline.data?.pages.flatMap((page) => page.events) ?? []
  return (
    <Card
      title="Timeline"
      hint={`Newest first, times in ${timezone}`}
      tools={
        <div className={classes.picker}>
          <EventPicker
            label="Only events named"
            hideLabel
            placeholder="All events"
            value={event}
            onChange={onEvent}
          />
        </div>
      }
    >
      {timeline.isPending ? <RowsSkeleton rows={8} /> : null}
      {timeline.isError ? (
        <ErrorState
          inset
          title="The timeline could not be loaded"
          error={timeline.error}
          onRetry={() => timeline.refetch()}
        />
      ) : null}
      {timeline.isSuccess && events.length === 0 ? (
        <EmptyState
          inset
          title={event === undefined ? 'No event of their own' : `Never did “${event}”`}
          why={
            event === undefined
              ? 'This person was only named in the events of another one.'
              : 'Look at all events to see what this person did do.'
          }
          action={
            event === undefined ? null : <Button onClick={() => onEvent(undefined)}>Show all events</Button>
          }
        />
      ) : null}
      <ol className={classes.sessions}>
        {timelineSessions(events).map((session) => (
          <SessionRun
            key={session.key}
            session={session}
            timezone={timezone}
            recordingId={recordings.get(session.events[0]?.sessionId ?? '')}
          />
        ))}
      </ol>
      {events.length > 0 ? (
        <div className={classes.foot}>
          <span>
            {timeline.hasNextPage
              ? `The last ${formatCount(events.length, 'event')}`
              : `${events.length === 1 ? 'The only event' : `All ${formatCount(events.length, 'event')}`}`}
          </span>
          {timeline.hasNextPage ? (
            <Button
              variant="default"
              onClick={() => timeline.fetchNextPage()}
              loading={timeline.isFetchingNextPage}
            >
              Show earlier
            </Button>
          ) : null}
        </div>
      ) : null}
    </Card>
  )
}

/** The timeline, or of one event name: then the event log answers, which knows names. */
function useTimeline(id: string, profileId: string, event: string | undefined) {
  return useInfiniteQuery({
    queryKey: [...keyOf(listCustomerEvents), { id, event }],
    queryFn: ({ signal, pageParam }) =>
      event === undefined
        ? call(
            listCustomerEvents,
            { params: { id }, query: { limit: pageSize, ...(pageParam ? { before: pageParam } : {}) } },
            signal,
          )
        : call(
            listEvents,
            {
              query: {
                person: profileId,
                event,
                limit: pageSize,
                ...(pageParam ? { cursor: pageParam } : {}),
              },
            },
            signal,
          ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })
}
