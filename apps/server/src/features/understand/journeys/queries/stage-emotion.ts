import { Type } from 'typebox'
import type { Analytics } from '../../../../platform/analytics/analytics.ts'
import { type Sql, sql, text, within } from '../../../../platform/analytics/sql.ts'
import { jsonText, ofEvent } from '../../../../platform/events/event-fields.ts'
import { profileKey } from '../../../../platform/events/profile-key.ts'
import { eventsOfPeople } from './events-of-people.ts'
import { ruleColumns } from './journey-people.ts'
import { type Staging, stagedEvents } from './staged-events.ts'

const Row = Type.Object({
  stage: Type.Integer(),
  answers: Type.String(),
  mean: Type.Number(),
  deviation: Type.Union([Type.Number(), Type.Null()]),
})

export interface StageEmotion {
  /** From 1. */
  readonly stage: number
  readonly answers: number
  /** From −2 to 2. */
  readonly mean: number
  /** Of the sample (n − 1); null for one answer. */
  readonly deviation: number | null
}

/** Survey answers by the stage of the last mapped thing that the person did before answering, within the range. */
export async function readStageEmotion(analytics: Analytics, staging: Staging): Promise<StageEmotion[]> {
  const rows = await analytics.query(
    stageEmotionSql(staging),
    Row,
    { name: 'journey_emotion', project: staging.projectId },
    'heavy',
  )
  return rows.map(({ answers, ...row }) => ({ ...row, answers: Number(answers) }))
}

export function stageEmotionSql(staging: Staging): Sql {
  const { projectId, range, people } = staging
  const answered = sql`project_id = ${text(projectId)} AND ${within(sql`ts`, range)} AND ${ofEvent('Survey Answered')}`
  const answering = eventsOfPeople(sql`SELECT ${profileKey()} AS answering FROM events WHERE ${answered}`)
  const staged = stagedEvents({
    ...staging,
    people: answering,
    past: answering,
    events: sql`event != 'Survey Answered'`,
  })
  return sql`SELECT
  steps.stage AS stage,
  count() AS answers,
  avg(answers.feeling) AS mean,
  ifNotFinite(stddevSamp(answers.feeling), NULL) AS deviation
FROM (SELECT profile, ts, assumeNotNull(scaled) AS feeling FROM (
  SELECT ${profileKey()} AS profile, ts, ${feeling} AS scaled FROM events WHERE ${answered} AND ${people}
) WHERE isNotNull(scaled)) AS answers
ASOF INNER JOIN (
  SELECT profile, ts, argMax(step_stage, seq) AS stage FROM (
    SELECT profile, ts, seq, ${ruleColumns(staging.mapping).stages}[rule + 1] AS step_stage FROM (${staged})
  ) WHERE step_stage > 0 GROUP BY profile, ts
) AS steps ON steps.profile = answers.profile AND steps.ts <= answers.ts
GROUP BY steps.stage ORDER BY stage`
}

const score = sql`toFloat64OrNull(${jsonText(sql`properties`, ['score'])})`

/** Each scale's middle is 0 and its ends are −2 and 2; a score off its scale is none. */
const feeling = sql`multiIf(
    ${metric('nps')} AND ${score} BETWEEN 0 AND 10, (${score} - 5) / 2.5,
    ${metric('csat')} AND ${score} BETWEEN 1 AND 5, ${score} - 3,
    ${metric('ces')} AND ${score} BETWEEN 1 AND 7, (${score} - 4) / 1.5,
    NULL)`

function metric(name: string): Sql {
  return sql`lower(ifNull(${jsonText(sql`properties`, ['metric'])}, '')) = ${text(name)}`
}
