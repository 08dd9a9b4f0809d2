import { type Static, Type } from 'typebox'
import type { Analytics } from '../../../../platform/analytics/analytics.ts'
import { integer, type Sql, sql, text, uint64s, within } from '../../../../platform/analytics/sql.ts'
import { jsonText, numberOf } from '../../../../platform/events/event-fields.ts'
import { profileKey } from '../../../../platform/events/profile-key.ts'
import { isLowScore } from '../../../../platform/events/signal-sql.ts'
import { atPlace, type EvidenceQuestion, ofAffectedPeople } from './affected-events.ts'

/** What somebody says of it within so many days is taken to be about it. */
export const SAID_WITHIN_DAYS = 7
/** Of five. */
const LOW_RATING = 2
const MOST_ROWS = 500
const MOST_CHARACTERS = 2000

const Row = Type.Object({
  profile: Type.String(),
  ms: Type.String(),
  words: Type.String(),
  score: Type.Union([Type.Number(), Type.Null()]),
  metric: Type.String(),
  low: Type.Integer(),
  theirs: Type.Integer(),
  here: Type.Integer(),
})

export type VerbatimRow = Static<typeof Row>

const property = (name: string): Sql => jsonText(sql`properties`, [name])

/**
 * Comments of surveys and reviews: by the affected, from when it began until a week after it ended, and of surveys on its
 * page by anybody while it lasted. Those of the affected come first, then low scores, then the latest.
 */
export function verbatimsSql(of: EvidenceQuestion): Sql {
  const { projectId, range, path, affected } = of
  const until = new Date(Date.parse(range.to) + SAID_WITHIN_DAYS * 86_400_000).toISOString()
  const profiles = uint64s([...new Set(affected.map(({ profile }) => profile))])
  const here =
    path === null ? sql`0` : sql`event = 'Survey Answered' AND ${within(sql`ts`, range)} AND ${atPlace(path)}`
  return sql`SELECT toString(profile) AS profile, toString(toUnixTimestamp64Milli(ts)) AS ms,
  substringUTF8(words, 1, ${integer(MOST_CHARACTERS)}) AS words, score, metric, low, theirs, here
FROM (
  SELECT ${profileKey()} AS profile, ts, seq,
    trim(coalesce(nullIf(${property('comment')}, ''), nullIf(${property('text')}, ''), nullIf(${property('review')}, ''), '')) AS words,
    coalesce(${numberOf(property('score'))}, ${numberOf(property('rating'))}) AS score,
    multiIf(isNull(score), '', event = 'Review Received', 'rating', lower(ifNull(${property('metric')}, ''))) AS metric,
    toUInt8(if(event = 'Review Received', ifNull(score <= ${integer(LOW_RATING)}, 0), ${isLowScore(property)})) AS low,
    toUInt8(profile IN ${profiles}) AS theirs, toUInt8(${here}) AS here
  FROM events
  WHERE project_id = ${text(projectId)} AND ${within(sql`ts`, { from: range.from, to: until })}
    AND event IN ('Survey Answered', 'Review Received') AND (${ofAffectedPeople(of)} OR (${here}))
)
WHERE words != ''
ORDER BY theirs DESC, low DESC, ts DESC, seq DESC
LIMIT ${integer(MOST_ROWS)}`
}

export const readVerbatims = (analytics: Analytics, of: EvidenceQuestion): Promise<VerbatimRow[]> =>
  analytics.query(verbatimsSql(of), Row, { name: 'friction_verbatims', project: of.projectId })
