import type { Analytics } from '../../../../platform/analytics/analytics.ts'
import { moment, type Sql, sql, text, uint64, within } from '../../../../platform/analytics/sql.ts'
import { profileKey } from '../../../../platform/events/profile-key.ts'
import { SESSION_LOOK_BACK_MS } from '../../../../platform/events/sessions.ts'
import type { IsoRange } from '../../../../platform/range.ts'
import { type KeyRange, ofPeople } from './people-draw.ts'

export interface TouchedQuestion {
  readonly projectId: string
  readonly range: IsoRange
  readonly people: KeyRange
  readonly idle: boolean
}

/**
 * Profiles with an event that came after one of the log, or that only one of two periods has: nobody else's sessions
 * differ between the two. Where idle time makes sessions, their ids also tell of a time before the period.
 */
export function touchedSql(
  { projectId, range, people, idle }: TouchedQuestion,
  earlier: { readonly seq: number; readonly range: IsoRange },
): Sql {
  const [from, start] = inOrder(range.from, earlier.range.from)
  const [end, to] = inOrder(range.to, earlier.range.to)
  const before = new Date(Date.parse(from) - SESSION_LOOK_BACK_MS).toISOString()
  const named = idle
    ? sql`
      OR ts >= ${moment(before)} AND ts < ${moment(start)} AND session_id = ''`
    : sql``
  return sql`SELECT DISTINCT ${profileKey()} AS profile FROM (
  SELECT DISTINCT person_key FROM events
  WHERE project_id = ${text(projectId)} AND (seq > ${uint64(String(earlier.seq))}
      OR ${within(sql`ts`, { from, to: start })}
      OR ${within(sql`ts`, { from: end, to })}${named})
)
WHERE ${ofPeople(people)}`
}

export async function readTouched(
  analytics: Analytics,
  question: TouchedQuestion,
  earlier: Parameters<typeof touchedSql>[1],
): Promise<BigUint64Array> {
  const tags = { name: 'friction_touched', project: question.projectId }
  const rows = await analytics.bytes(touchedSql(question, earlier), tags, 'heavy')
  return new BigUint64Array(new Uint8Array(rows).buffer)
}

/** Also of those that were written with another precision. */
function inOrder(one: string, other: string): [string, string] {
  return Date.parse(one) <= Date.parse(other) ? [one, other] : [other, one]
}
