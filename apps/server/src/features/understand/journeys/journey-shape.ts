import { type StageName, stages } from '@throughline/contract/journey-mapping'
import type {
  Journey,
  JourneyAnnotation,
  JourneyEmotion,
  JourneyRate,
  JourneyStage,
} from '@throughline/contract/journeys'
import { wilsonInterval } from '@throughline/statistics/wilson-interval'
import type { JourneyFigures } from './journey-queries.ts'
import type { StoredAnnotation } from './journey-store.ts'
import { meanMargin } from './mean-margin.ts'
import { moneyText } from './money-text.ts'
import type { Touchpoints } from './touchpoints.ts'

type Annotate = (stage: StageName, touchpoint: string) => JourneyAnnotation | null

/** Figures as the journey map shows them. */
export function journeyView(
  { counts, money, emotions }: JourneyFigures,
  touchpoints: Touchpoints,
  segment: Journey['segment'],
  annotationOf: Annotate,
): Journey {
  const stageView = (stage: StageName, index: number): JourneyStage => {
    const count = counts.stages[index] ?? { people: 0, visits: 0, onward: 0, ended: 0, waitMs: null }
    const annotation = annotationOf(stage, '')
    const met = counts.touchpoints.flatMap(({ touchpoint, channel, people, visits, events }) => {
      const known = touchpoints.all[touchpoint - 1]
      return known?.stage === stage ? [{ label: known.label, channel, people, visits, events }] : []
    })
    return {
      stage,
      people: count.people,
      sessions: count.visits,
      events: met.reduce((sum, { events }) => sum + events, 0),
      touchpoints: met
        .sort((a, b) => b.people - a.people || b.events - a.events || (a.label < b.label ? -1 : 1))
        .map(({ label, channel, people, visits, events }) => ({
          touchpoint: label,
          channel,
          people,
          sessions: visits,
          events,
          share: people / count.people,
          annotation: annotationOf(stage, label),
        })),
      // From the last stage nothing leads on.
      onward: stage === 'advocacy' ? null : rate(count.onward, count.people),
      secondsToOnward: count.waitMs === null ? null : count.waitMs / 1000,
      dropOff: rate(count.ended, count.people),
      bounce: stage === 'awareness' ? rate(counts.bounced, counts.landed) : null,
      revenue: money
        .filter((sum) => sum.stage === index + 1)
        .map(({ currency, orders, total }) => ({ currency, orders, total: moneyText(total) })),
      emotion: emotionView(
        emotions.find((emotion) => emotion.stage === index + 1),
        annotation,
      ),
      annotation,
    }
  }
  return {
    segment,
    people: counts.people,
    unmapped: { people: counts.active - counts.people, events: counts.unmappedEvents },
    stages: stages.map(stageView),
  }
}

function rate(count: number, of: number): JourneyRate | null {
  const interval = wilsonInterval(count, of)
  return interval && { ...interval, count, of }
}

/** What answers say counts before what a team assumes. */
function emotionView(
  measured: JourneyFigures['emotions'][number] | undefined,
  annotation: JourneyAnnotation | null,
): JourneyEmotion {
  if (measured) {
    const { answers, mean, deviation } = measured
    const margin = deviation === null ? null : meanMargin(deviation, answers)
    return {
      source: 'measured',
      value: mean,
      low: margin === null ? null : Math.max(-2, mean - margin),
      high: margin === null ? null : Math.min(2, mean + margin),
      answers,
    }
  }
  const assumed = annotation?.emotion ?? null
  return {
    source: assumed === null ? 'unknown' : 'assumed',
    value: assumed,
    low: null,
    high: null,
    answers: 0,
  }
}

/** What a team wrote at a place: for the segment, else for everyone. */
export function annotationsFor(all: readonly StoredAnnotation[], segmentId: string): Annotate {
  const written = new Map(
    all.map((annotation) => [
      placeKey(annotation.segmentId, annotation.stage, annotation.touchpoint),
      annotation,
    ]),
  )
  return (stage, touchpoint) => {
    const own = written.get(placeKey(segmentId, stage, touchpoint))
    if (own) return annotationView(own, false)
    const shared = segmentId === '' ? undefined : written.get(placeKey('', stage, touchpoint))
    return shared ? annotationView(shared, true) : null
  }
}

const placeKey = (segmentId: string, stage: StageName, touchpoint: string): string =>
  JSON.stringify([segmentId, stage, touchpoint])

export const annotationView = (
  { goal, emotion, emotionNote, notes, changedBy, changedAt }: StoredAnnotation,
  sharedByAll: boolean,
): JourneyAnnotation => ({
  goal,
  emotion,
  emotionNote,
  notes,
  sharedByAll,
  changedBy,
  changedAt: changedAt.toISOString(),
})
