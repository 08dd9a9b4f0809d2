import type { JourneyMapping } from '@throughline/contract/journey-mapping'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import { type Sql, sql } from '../../../platform/analytics/sql.ts'
import { checkPatterns } from '../../../platform/events/check-patterns.ts'
import { patternsIn } from '../../../platform/events/filter-sql.ts'
import type { IsoRange } from '../../../platform/range.ts'
import type { Segments } from '../segments/index.ts'
import { appEvents, type ProjectKind, shopEvents } from './default-mapping.ts'
import { type JourneyCounts, readJourney } from './queries/journey-people.ts'
import {
  type MappingEffect,
  readMappingEffect,
  readUnmapped,
  type UnmappedEvent,
} from './queries/mapping-effect.ts'
import { readStageEmotion, type StageEmotion } from './queries/stage-emotion.ts'
import { readStageMoney, type StageMoney } from './queries/stage-money.ts'
import { type Staging, stagedEvents } from './queries/staged-events.ts'
import { eventsPresent, hasIdleVisits } from './queries/visit-events.ts'

/** What is computed of one journey. */
export interface JourneyFigures {
  readonly counts: JourneyCounts
  readonly money: readonly StageMoney[]
  readonly emotions: readonly StageEmotion[]
}

interface JourneyAsked {
  readonly projectId: string
  readonly range: IsoRange
  readonly mapping: JourneyMapping
  /** Whose journey; undefined for everyone. */
  readonly segmentId?: string
}

export interface JourneyQueries {
  /** Which default a project's events ask for. */
  kindOf(projectId: string): Promise<ProjectKind>
  journey(asked: JourneyAsked, currency: string): Promise<JourneyFigures>
  effect(asked: JourneyAsked): Promise<MappingEffect>
  unmapped(asked: JourneyAsked): Promise<UnmappedEvent[]>
  /** @throws AppError `invalid` for filters or regular expressions that cannot run */
  check(projectId: string, mapping: JourneyMapping, place: string): Promise<void>
}

export function journeyQueries(analytics: Analytics, segments: Pick<Segments, 'condition'>): JourneyQueries {
  const stagingOf = async ({ projectId, range, mapping, segmentId }: JourneyAsked): Promise<Staging> => {
    const named = new Map<string, Sql>()
    for (const id of segmentsIn(mapping)) named.set(id, await segments.condition(projectId, id))
    return {
      projectId,
      range,
      mapping,
      filters: { projectId, segment: (id) => named.get(id) ?? sql`0` },
      idle: await hasIdleVisits(analytics, projectId, range.to),
      people: segmentId === undefined ? sql`1` : await segments.condition(projectId, segmentId),
      events: sql`1`,
    }
  }

  return {
    async kindOf(projectId) {
      const { shop, app } = await eventsPresent(analytics, projectId, shopEvents, appEvents)
      if (shop && app) return 'both'
      return app ? 'app' : 'shop'
    },

    async journey(asked, currency) {
      const staging = await stagingOf(asked)
      return {
        counts: await readJourney(analytics, staging),
        money: await readStageMoney(analytics, staging, currency),
        emotions: await readStageEmotion(analytics, staging),
      }
    },

    effect: async (asked) => readMappingEffect(analytics, { ...(await stagingOf(asked)), eachRule: true }),
    unmapped: async (asked) => readUnmapped(analytics, await stagingOf(asked)),

    async check(projectId, mapping, place) {
      const range = { from: '2000-01-01T00:00:00.000Z', to: '2000-01-01T00:00:00.001Z' }
      stagedEvents(await stagingOf({ projectId, range, mapping }))
      const patterns = mapping.rules.flatMap(({ where }, index) =>
        patternsIn(where, `${place}[${index}].where`),
      )
      await checkPatterns(analytics, patterns)
    },
  }
}

const segmentsIn = ({ rules }: JourneyMapping): string[] =>
  rules
    .flatMap(({ where }) => where ?? [])
    .filter(({ property }) => property === 'segment')
    .flatMap(({ value }) => (Array.isArray(value) ? value : [value]))
    .filter((id) => typeof id === 'string')
