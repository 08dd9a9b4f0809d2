import { vitalMetrics } from '@throughline/contract/vitals'
import { type Static, Type } from 'typebox'
import type { Analytics } from '../../../../platform/analytics/analytics.ts'
import { integer, type Sql, sql, text, texts } from '../../../../platform/analytics/sql.ts'
import { signalEvents, signalOf } from '../../../../platform/events/signal-sql.ts'
import { atPlace, type EvidenceQuestion, inAffectedSession, whileItLasted } from './affected-events.ts'

/** A 75th percentile of fewer page views says nothing. */
const ENOUGH_VIEWS = 10

const Value = Type.Union([Type.Number(), Type.Null()])
const Row = Type.Object({ metric: Type.String(), affected: Value, others: Value })

export type VitalsRow = Static<typeof Row>

/**
 * The 75th percentile of each web vital on the finding's page while it lasted, by the last word on each page view: of the
 * affected sessions, and of those that never met the signal there.
 */
export function vitalsSql(of: EvidenceQuestion): Sql {
  const p75 = (theirs: Sql) =>
    sql`if(countIf(${theirs}) >= ${integer(ENOUGH_VIEWS)}, quantileExactInclusiveIf(0.75)(value, ${theirs}), NULL)`
  return sql`SELECT metric, ${p75(sql`theirs`)} AS affected, ${p75(sql`NOT theirs`)} AS others
FROM (
  SELECT metric, theirs, argMax(told, (ts, seq)) AS value
  FROM (
    SELECT JSONExtract(properties, 'Tuple(metric Nullable(String), value Nullable(String), path Nullable(String), view_id Nullable(String))') AS said,
      upper(ifNull(said.metric, '')) AS metric, ifNull(toFloat64OrNull(said.value), nan) AS told,
      ifNull(nullIf(said.view_id, ''), message_id) AS view, ${inAffectedSession(of)} AS theirs, session_id, ts, seq
    FROM events
    WHERE ${whileItLasted(of)} AND event = 'Web Vital Measured'
      AND ${atPlace(of.path, sql`ifNull(nullIf(said.path, ''), path)`)}
  )
  WHERE metric IN ${texts(vitalMetrics)} AND isFinite(told) AND told >= 0
    AND (theirs OR session_id NOT IN (${metSql(of)}))
  GROUP BY metric, view, theirs
)
GROUP BY metric
ORDER BY indexOf(${texts(vitalMetrics)}, metric)`
}

/** Sessions that met the signal at the place: more than the affected that are known by name, which are the first 200. */
function metSql(of: EvidenceQuestion): Sql {
  const event = of.signal.startsWith('event:') ? of.signal.slice('event:'.length) : undefined
  const isSignal =
    event === undefined
      ? sql`event IN ${signalEvents} AND ${signalOf} = ${text(of.signal)}`
      : sql`event = ${text(event)}`
  return sql`SELECT session_id FROM events WHERE ${whileItLasted(of)} AND ${isSignal} AND ${atPlace(of.path)}`
}

export const readVitals = (analytics: Analytics, of: EvidenceQuestion): Promise<VitalsRow[]> =>
  analytics.query(vitalsSql(of), Row, { name: 'friction_vitals', project: of.projectId })
