import { all, type Sql, sql, text, texts, uint64s, within } from '../../../../platform/analytics/sql.ts'
import { onPage } from '../../../../platform/events/page-pattern.ts'
import { profileKey } from '../../../../platform/events/profile-key.ts'
import type { IsoRange } from '../../../../platform/range.ts'
import type { AffectedSession } from '../analysis/analysis-result.ts'

/** What evidence of a finding is looked for by. */
export interface EvidenceQuestion {
  readonly projectId: string
  /** While the friction lasted. */
  readonly range: IsoRange
  /** Page pattern; null for a friction of a whole step. */
  readonly path: string | null
  readonly signal: string
  readonly affected: readonly AffectedSession[]
}

/** The log is ordered by person, so the affected are named first, with all the keys of their profiles. */
export function ofAffectedPeople({ affected }: EvidenceQuestion): Sql {
  const profiles = uint64s([...new Set(affected.map(({ profile }) => profile))])
  return sql`person_key IN (
    SELECT person_key FROM identity_members WHERE profile_key IN ${profiles}
    UNION ALL SELECT arrayJoin(${profiles}))`
}

/**
 * Whether an event is of an affected session. Senders that name no session are rare; all their events of an affected
 * person while the friction lasted stand for the session then.
 */
export function inAffectedSession({ affected }: EvidenceQuestion): Sql {
  const sessions = texts([...new Set(affected.map(({ session }) => session))])
  const profiles = uint64s([...new Set(affected.map(({ profile }) => profile))])
  return sql`if(session_id = '', ${profileKey()} IN ${profiles}, session_id IN ${sessions})`
}

/** Events of the finding's project while it lasted. */
export const whileItLasted = ({ projectId, range }: Pick<EvidenceQuestion, 'projectId' | 'range'>): Sql =>
  all([sql`project_id = ${text(projectId)}`, within(sql`ts`, range)])

/** The page that an event tells of: its own word first, since a later page may be open when it is sent. */
const placeOfEvent: Sql = sql`ifNull(nullIf(JSONExtractString(properties, 'path'), ''), path)`

/** Whether an event is of the finding's page; of a friction without a page all are. */
export const atPlace = (path: string | null, of: Sql = placeOfEvent): Sql =>
  path === null ? sql`1` : onPage(of, path)
