import { Type } from 'typebox'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import { sql } from '../../../platform/analytics/sql.ts'

const Line = Type.Object({ line: Type.String() })

/** All that is projected about people, as sorted lines: two equal dumps are two equal states. For tests. */
export async function dumpPeople(analytics: Analytics): Promise<string[]> {
  const rows = await analytics.query(
    sql`
    SELECT line FROM (
      SELECT toString(('link', person_key, argMax(profile_key, version))) AS line FROM identity_links
        GROUP BY person_key HAVING argMax(profile_key, version) != person_key
      UNION ALL SELECT toString(('member', profile_key, person_key)) FROM identity_members FINAL
        WHERE dictGetOrDefault('identity_recent_map', 'profile_key', person_key,
          dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) = profile_key AND person_key != profile_key
      UNION ALL SELECT toString(('claim', project_id, weaker_key, weaker_kind, weaker_value, claimer_key, claimer_kind,
        claimer_value, via, first)) FROM identity_claims FINAL
      UNION ALL SELECT toString(('word', project_id, message_id, ts, word, subject_key, other_key, said_by))
        FROM identity_words FINAL
      UNION ALL SELECT toString(('refused', project_id, user_id)) FROM identity_refused_aliases FINAL
      UNION ALL SELECT toString(('person', project_id, person_key, kind, value, first_seen, last_seen)) FROM people FINAL
      UNION ALL SELECT toString(('trait', project_id, person_key, trait, latest)) FROM person_traits FINAL
      UNION ALL SELECT toString(('consent', project_id, person_key, purpose, latest, ever_denied)) FROM person_consent FINAL
      UNION ALL SELECT toString(('group', project_id, group_id, trait, latest)) FROM group_traits FINAL
      UNION ALL SELECT toString(('in group', project_id, group_id, person_key, since)) FROM group_members FINAL
    ) ORDER BY line`,
    Line,
    { name: 'dump_people' },
    'background',
  )
  return rows.map(({ line }) => line)
}
