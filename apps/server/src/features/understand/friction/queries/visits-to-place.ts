import { Type } from 'typebox'
import type { Analytics } from '../../../../platform/analytics/analytics.ts'
import { all, type Sql, sql, text } from '../../../../platform/analytics/sql.ts'
import { eventField, fieldText } from '../../../../platform/events/event-fields.ts'
import type { IsoRange } from '../../../../platform/range.ts'
import type { FindingKey } from '../finding-key.ts'
import { atPlace, whileItLasted } from './affected-events.ts'

const Row = Type.Object({ visits: Type.String() })

/** Fields of a group that each event carries itself, by the same name. */
const ownFields = ['device.type', 'browser.name', 'browser.version', 'os.name', 'os.version', 'country']

/** Sessions of a finding's group that came to its page; to any page where it has none. */
export function visitsToPlaceSql(
  projectId: string,
  range: IsoRange,
  { where, who }: Pick<FindingKey, 'where' | 'who'>,
): Sql {
  const inGroup = Object.entries(who).flatMap(([name, value]) => {
    const field = eventField(name)
    return field.kind === 'column' && ownFields.includes(name)
      ? [sql`${fieldText(field)} = ${text(value)}`]
      : []
  })
  return sql`SELECT uniqExact(if(session_id = '', toString(person_key), session_id)) AS visits FROM events
WHERE ${whileItLasted({ projectId, range })} AND ${all([...inGroup, atPlace(where.path, sql`path`)])}`
}

export async function countVisitsToPlace(
  analytics: Analytics,
  projectId: string,
  range: IsoRange,
  key: Pick<FindingKey, 'where' | 'who'>,
): Promise<number> {
  const [row] = await analytics.query(
    visitsToPlaceSql(projectId, range, key),
    Row,
    { name: 'friction_visits_to_place', project: projectId },
    'background',
  )
  return Number(row?.visits ?? 0)
}
