import { type Sql, sql } from '../../../../platform/analytics/sql.ts'
import { profileKey } from '../../../../platform/events/profile-key.ts'

/**
 * Condition on rows of `events`: of some people. It goes by all keys that ever led to them first, since the events are
 * ordered by key; the profile decides.
 *
 * @param people a query of one column, the keys of their profiles
 */
export const eventsOfPeople = (people: Sql): Sql => sql`person_key IN (
      ${people} UNION ALL SELECT person_key FROM identity_members WHERE profile_key IN (${people})
    ) AND ${profileKey()} IN (${people})`
