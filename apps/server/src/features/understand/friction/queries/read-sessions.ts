import type { Analytics } from '../../../../platform/analytics/analytics.ts'
import type { Sql } from '../../../../platform/analytics/sql.ts'
import { needsIdleSessions } from '../../../../platform/events/sessions.ts'
import type { FrictionQuestion } from '../analysis/friction-question.ts'
import { journeySteps } from '../analysis/journey-steps.ts'
import type { SegmentMembers } from '../analysis/segment-columns.ts'
import type { SessionSurroundings } from '../analysis/session-builder.ts'
import type { KeptReadings } from './kept-readings.ts'
import { knownEvents } from './known-events.ts'
import { ofPeople, peopleDrawn, shareOf } from './people-draw.ts'
import { countCheckoutSteps, countEvents, pastOfPeople } from './period-counts.ts'
import { readVisits } from './read-visits.ts'
import { fixedSignals, readWords } from './trails.ts'

/** Custom events looked at as signals: those that happen most. */
const MOST_CUSTOM_EVENTS = 40
const LEAST_CUSTOM_EVENTS = 50
/** Saved segments looked at as groups: those that were changed last. */
const MOST_SEGMENTS = 8

/** Saved segments of a project, and who was in them. */
export interface SegmentsOfProject {
  all(projectId: string): readonly { readonly id: string; readonly changedAt: Date }[]
  /** @param scope condition on rows of `events` by their person */
  membersBefore(
    projectId: string,
    ids: readonly string[],
    instant: string,
    scope: Sql,
  ): Promise<readonly SegmentMembers[]>
}

/** Where sessions go as they are read. */
export interface SessionSink {
  /** What is known beside the sessions; before the first of them. */
  begin(surroundings: SessionSurroundings): void
  /** Rows of `trailsSql`. */
  add(rows: Buffer): Promise<void> | void
}

/**
 * Reads all that the analysis looks at out of the log.
 *
 * @param segments groups that the team made; none where it is left out
 * @param kept what earlier readings left, so that only people touched since are read; none where it is left out
 */
export async function readSessions(
  analytics: Analytics,
  { projectId, from, to, currency, rates }: FrictionQuestion,
  signal: AbortSignal,
  sink: SessionSink,
  segments?: SegmentsOfProject,
  kept?: KeptReadings,
): Promise<void> {
  const range = { from, to }
  const idle = await needsIdleSessions(analytics, projectId, range)
  const counted = await countEvents(analytics, projectId, range)
  const events = counted.reduce((sum, one) => sum + one.events, 0)
  const share = shareOf(events)
  const people = peopleDrawn(share)
  const checkoutSteps = await countCheckoutSteps(analytics, projectId, range, people)
  const steps = journeySteps({
    events: Object.fromEntries(counted.map(({ event, events }) => [event, events])),
    checkoutSteps: checkoutSteps.map(({ position, ...step }) => ({ ...step, order: position })),
  })
  const customEvents = counted
    .filter(
      ({ event, type, events }) =>
        type === 'track' && events >= LEAST_CUSTOM_EVENTS && !knownEvents.has(event),
    )
    .slice(0, MOST_CUSTOM_EVENTS)
    .map(({ event }) => event)
    // Not by how often they happen: a day later that is another order, and rows tell of signals by their number.
    .toSorted()
  const question = { projectId, range, steps, customEvents, idle, people }
  const words = await readWords(analytics, question)
  const past = await pastOfPeople(analytics, projectId, range, people)
  const asked = segmentsAsked(segments, projectId)
  // As the period begins: who is in a segment for what they did in it would seem to be hit, or spared, for that.
  const ids = asked.map(({ id }) => id)
  const members =
    ids.length > 0 ? await segments?.membersBefore(projectId, ids, from, ofPeople(people)) : undefined
  const { orders, trails } = await readVisits(analytics, { ...question, currency, events }, kept)
  sink.begin({
    steps,
    signalNames: ['', ...fixedSignals, ...customEvents.map((name) => `event:${name}`)],
    words: new Map(
      words.map(({ hash, word, views, products }) => [
        hash,
        { word, views: Number(views), products: Number(products) },
      ]),
    ),
    past: new Map(past.map(({ profile, visits, orders }) => [profile, { visits, orders }])),
    orders: orders.map((order) => ({ ...order, profile: BigInt(order.profile) })),
    currency,
    rates,
    share,
    segments: members ?? [],
    otherSegments: (segments?.all(projectId).length ?? 0) - asked.length,
  })
  signal.throwIfAborted()
  for (const rows of trails) await sink.add(rows)
}

/** Segments that are looked at. */
export const segmentsAsked = (
  segments: Pick<SegmentsOfProject, 'all'> | undefined,
  projectId: string,
): ReturnType<SegmentsOfProject['all']> =>
  (segments?.all(projectId) ?? [])
    .toSorted((a, b) => b.changedAt.getTime() - a.changedAt.getTime() || (a.id < b.id ? -1 : 1))
    .slice(0, MOST_SEGMENTS)
