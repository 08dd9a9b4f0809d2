import type { JourneyMapping } from '@throughline/contract/journey-mapping'
import type { Journey } from '@throughline/contract/journeys'
import { AppError } from '../../../platform/app-error.ts'
import { checkedRange } from '../../../platform/calendar.ts'
import type { Clock } from '../../../platform/clock.ts'
import { currencyOf, type ProjectDirectory } from '../../../platform/project.ts'
import type { IsoRange } from '../../../platform/range.ts'
import { checkStorable } from '../../../platform/storable-text.ts'
import { checkedZone } from '../../../platform/time-zone.ts'
import type { Segments } from '../segments/index.ts'
import { defaultMapping, type ProjectKind } from './default-mapping.ts'
import type { JourneyQueries } from './journey-queries.ts'
import { annotationsFor, journeyView } from './journey-shape.ts'
import type { AnnotationPlace, AnnotationText, JourneyStore, StoredAnnotation } from './journey-store.ts'
import type { MappingEffect, UnmappedEvent } from './queries/mapping-effect.ts'
import { touchpointsOf } from './touchpoints.ts'

/** The rules in force. */
export interface MappingInForce {
  readonly origin: 'default' | 'custom'
  readonly kind: ProjectKind
  readonly mapping: JourneyMapping
  readonly changedBy: string | null
  readonly changedAt: Date | null
}

interface JourneyRequest extends IsoRange {
  readonly timezone: string
  readonly segment?: string
  readonly compare?: string
}

interface MappingPreview {
  readonly before: MappingEffect
  readonly after: MappingEffect
  readonly unmapped: readonly UnmappedEvent[]
}

export interface JourneyService {
  journeys(
    projectId: string,
    request: JourneyRequest,
  ): Promise<{ mapping: MappingInForce; journeys: Journey[] }>
  mapping(projectId: string): Promise<MappingInForce>
  keepMapping(projectId: string, mapping: JourneyMapping, by: string | null): Promise<MappingInForce>
  resetMapping(projectId: string): Promise<MappingInForce>
  preview(
    projectId: string,
    request: IsoRange & { readonly timezone: string; readonly mapping: JourneyMapping },
  ): Promise<MappingPreview>
  annotate(
    projectId: string,
    place: AnnotationPlace,
    change: Partial<AnnotationText>,
    by: string | null,
  ): Promise<StoredAnnotation>
  history(projectId: string, place: AnnotationPlace): Promise<StoredAnnotation[]>
}

export function journeyService(
  store: JourneyStore,
  queries: JourneyQueries,
  segments: Segments,
  projects: ProjectDirectory,
  clock: Clock,
): JourneyService {
  const mappingOf = async (projectId: string): Promise<MappingInForce> => {
    const kind = await queries.kindOf(projectId)
    const own = await store.mapping(projectId)
    if (own) return { origin: 'custom', kind, ...own }
    return { origin: 'default', kind, mapping: defaultMapping(kind), changedBy: null, changedAt: null }
  }

  return {
    async journeys(projectId, { from, to, timezone, segment, compare }) {
      const range = rangeOf({ from, to }, timezone)
      const sides = compare === undefined ? [segment] : [segment, compare]
      const named = sides.map((id) =>
        id === undefined ? null : { id, name: segments.nameOf(projectId, id) },
      )
      const mapping = await mappingOf(projectId)
      const currency = currencyOf(projects, projectId)
      const written = await store.annotations(projectId)
      const touchpoints = touchpointsOf(mapping.mapping)
      const journeys: Journey[] = []
      for (const side of named) {
        const figures = await queries.journey(
          { projectId, range, mapping: mapping.mapping, ...(side && { segmentId: side.id }) },
          currency,
        )
        journeys.push(journeyView(figures, touchpoints, side, annotationsFor(written, side?.id ?? '')))
      }
      return { mapping, journeys }
    },

    mapping: mappingOf,

    async keepMapping(projectId, mapping, by) {
      checkStorable(mapping)
      checkRules(mapping, 'rules')
      await queries.check(projectId, mapping, 'rules')
      await store.keepMapping(projectId, { mapping, changedBy: by, changedAt: new Date(clock()) })
      return mappingOf(projectId)
    },

    async resetMapping(projectId) {
      await store.removeMapping(projectId)
      return mappingOf(projectId)
    },

    async preview(projectId, { from, to, timezone, mapping }) {
      const range = rangeOf({ from, to }, timezone)
      checkRules(mapping, 'mapping.rules')
      await queries.check(projectId, mapping, 'mapping.rules')
      const { mapping: current } = await mappingOf(projectId)
      return {
        before: await queries.effect({ projectId, range, mapping: current }),
        after: await queries.effect({ projectId, range, mapping }),
        unmapped: await queries.unmapped({ projectId, range, mapping }),
      }
    },

    async annotate(projectId, place, change, by) {
      checkStorable({ ...place, ...change })
      if (place.segmentId !== '') segments.nameOf(projectId, place.segmentId)
      const [before] = await store.history(projectId, place)
      const annotation: StoredAnnotation = {
        ...place,
        goal: change.goal ?? before?.goal ?? '',
        emotion: change.emotion === undefined ? (before?.emotion ?? null) : change.emotion,
        emotionNote: change.emotionNote ?? before?.emotionNote ?? '',
        notes: change.notes ?? before?.notes ?? '',
        changedBy: by,
        changedAt: new Date(clock()),
      }
      await store.annotate(projectId, annotation)
      return annotation
    },

    history: (projectId, place) => store.history(projectId, place),
  }
}

function rangeOf(range: IsoRange, zone: string): IsoRange {
  const { from, to } = checkedRange(range)
  checkedZone(zone)
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
}

/** A rule without any condition would take every event, and leave nothing for those below it. */
function checkRules({ rules }: JourneyMapping, place: string): void {
  for (const [index, { event, path, where, moment }] of rules.entries()) {
    const asks = (event !== undefined && event !== '*') || path !== undefined
    if (asks || (where?.length ?? 0) > 0 || Object.keys(moment ?? {}).length > 0) continue
    throw new AppError(
      'invalid',
      `${place}[${index}]: fits every event. Give it an event, a path, a filter or a moment.`,
      { field: `${place}[${index}]` },
    )
  }
}
