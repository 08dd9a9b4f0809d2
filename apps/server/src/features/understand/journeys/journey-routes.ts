import { stages } from '@throughline/contract/journey-mapping'
import {
  getJourney,
  getJourneyMapping,
  type JourneyMappingState,
  journeyUnits,
  listJourneyAnnotationHistory,
  previewJourneyMapping,
  putJourneyAnnotation,
  putJourneyMapping,
  resetJourneyMapping,
} from '@throughline/contract/journeys'
import { type Endpoint, endpoint } from '../../../platform/http/endpoint.ts'
import type { JourneyService, MappingInForce } from './journey-service.ts'
import { annotationView } from './journey-shape.ts'
import type { AnnotationPlace } from './journey-store.ts'
import type { MappingEffect } from './queries/mapping-effect.ts'

export const journeyEndpoints = (journeys: JourneyService): Endpoint[] => [
  endpoint(getJourney, async ({ access, query }) => {
    const timezone = query.timezone ?? 'UTC'
    const { mapping, journeys: sides } = await journeys.journeys(access.projectId, { ...query, timezone })
    const { origin, kind } = mapping
    return {
      from: query.from,
      to: query.to,
      timezone,
      units: { ...journeyUnits },
      mapping: { origin, kind },
      journeys: sides,
    }
  }),
  endpoint(getJourneyMapping, async ({ access }) => view(await journeys.mapping(access.projectId))),
  endpoint(putJourneyMapping, async ({ access, body }) =>
    view(await journeys.keepMapping(access.projectId, body, access.userId)),
  ),
  endpoint(resetJourneyMapping, async ({ access }) => view(await journeys.resetMapping(access.projectId))),
  endpoint(previewJourneyMapping, async ({ access, body }) => {
    const timezone = body.timezone ?? 'UTC'
    const { before, after, unmapped } = await journeys.preview(access.projectId, { ...body, timezone })
    return {
      before: stageCounts(before),
      after: stageCounts(after),
      rules: body.mapping.rules.map((_, index) => ({
        index,
        ...(after.rules.get(index + 1) ?? { people: 0, events: 0 }),
      })),
      unmapped: [...unmapped],
      unmappedEvents: after.stages.get(0)?.events ?? 0,
    }
  }),
  endpoint(putJourneyAnnotation, async ({ access, body }) => {
    const { stage, touchpoint, segment, ...change } = body
    const place = placeOf({ stage, touchpoint, segment })
    return annotationView(await journeys.annotate(access.projectId, place, change, access.userId), false)
  }),
  endpoint(listJourneyAnnotationHistory, async ({ access, query }) => {
    const versions = await journeys.history(access.projectId, placeOf(query))
    return { versions: versions.map((version) => annotationView(version, false)) }
  }),
]

const placeOf = ({
  stage,
  touchpoint = '',
  segment = '',
}: {
  stage: AnnotationPlace['stage']
  touchpoint?: string | undefined
  segment?: string | undefined
}): AnnotationPlace => ({ stage, touchpoint, segmentId: segment })

const view = ({ origin, kind, mapping, changedBy, changedAt }: MappingInForce): JourneyMappingState => ({
  origin,
  kind,
  mapping,
  changedBy,
  changedAt: changedAt?.toISOString() ?? null,
})

const stageCounts = (effect: MappingEffect) =>
  stages.map((stage, index) => ({ stage, ...(effect.stages.get(index + 1) ?? { people: 0, events: 0 }) }))
