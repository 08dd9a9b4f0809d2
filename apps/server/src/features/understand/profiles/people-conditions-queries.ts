import type { Filter } from '@throughline/contract/filter'
import type { Sql } from '../../../platform/analytics/sql.ts'
import { filterSql } from '../../../platform/events/filter-sql.ts'

/** Says which people are in a segment, as a condition on a row with a `person_key`; the segments feature gives it. */
export type SegmentCondition = (projectId: string, segmentId: string) => Promise<Sql>

export interface PeopleConditions {
  /** Filters as a condition on a row with a `person_key`. @throws AppError `invalid`, `not_found` */
  of(projectId: string, filters: readonly Filter[]): Promise<Sql>
}

export const peopleConditions = (segmentCondition: SegmentCondition): PeopleConditions => ({
  async of(projectId, filters) {
    const ids = filters.flatMap(({ property, value }) =>
      property === 'segment' ? [value].flat().filter((id) => typeof id === 'string') : [],
    )
    const conditions = new Map<string, Sql>()
    for (const id of ids) conditions.set(id, await segmentCondition(projectId, id))
    const segment = (id: string) => conditions.get(id) as Sql
    return filterSql(filters, { projectId, segment }, 'filters')
  },
})
