import { type Sql, sql } from '../../../../platform/analytics/sql.ts'

/**
 * Condition on rows of `events`: of some people, and perhaps of others whose keys once led to them. It goes by keys alone,
 * which the events are ordered by.
 *
 * @param people a query of one column, the keys of their profiles
 */
export const eventsOfPeople = (people: Sql): Sql => sql`person_key IN (
      ${people} UNION ALL SELECT person_key FROM identity_members WHERE profile_key IN (${people}))`
