import { type VitalMetric, vitalBounds, vitalMetrics } from '@throughline/contract/vitals'
import { all, floats, join, type Sql, sql, texts } from '../../../../platform/analytics/sql.ts'
import { ofEvent } from '../../../../platform/events/event-fields.ts'
import type { Scope } from '../../../../platform/events/event-scope.ts'
import { onPage } from '../../../../platform/events/page-pattern.ts'

/** The event that carries one metric of one page view. */
export const VITAL_EVENT = 'Web Vital Measured'

/** All that such an event says, in one reading: each look into JSON parses the whole of it. */
export const said = sql`JSONExtract(properties, 'Tuple(metric Nullable(String), value Nullable(String), path Nullable(String), view_id Nullable(String), revision Nullable(Float64), element Nullable(String), attribution Tuple(element Nullable(String), script Nullable(String), url Nullable(String)))')`

/** What an event says, each an expression on a row of `events` with {@link said} beside it as `said`. */
export const vital = {
  /** 1 for LCP and so on, in the order of the contract; 0 for none that is known. */
  metric: sql`toUInt8(indexOf(${texts(vitalMetrics)}, upper(ifNull(said.metric, ''))))`,
  /** NaN for what is no number. */
  value: sql`ifNull(toFloat64OrNull(said.value), nan)`,
  /** The page that was measured. A later page may already be open when it is sent, so its own word comes first. */
  path: sql`ifNull(nullIf(said.path, ''), path)`,
  /** The page view with the metric; 0 where the sender names no view: then it sends each metric once. */
  word: sql`if(ifNull(said.view_id, '') = '', 0, sipHash64(metric, said.view_id))`,
  /** The page view, one of its own where the sender names none. */
  view: sql`sipHash64(ifNull(nullIf(said.view_id, ''), message_id))`,
  /** Some senders give the element alone, as text. */
  element: sql`multiIf(ifNull(said.attribution.element, '') != '', said.attribution.element, ifNull(said.element, '') != '', said.element, position(properties, '"attribution":"') > 0, JSONExtractString(properties, 'attribution'), '')`,
  script: sql`ifNull(said.attribution.script, '')`,
  resource: sql`ifNull(said.attribution.url, '')`,
} as const

/** Whether `metric` and `value` are such as there can be. */
export const isMeasured = sql`metric > 0 AND isFinite(value) AND value >= 0`

/**
 * A row for each metric of each page view of the scope, by the last word on it: a sender that tells a value again, since
 * it has grown, gives the later word a `revision` of 2, 3 … Those are few, so that the rest need not be told apart.
 *
 * Columns: `metric` (a number), `value`, and what `more` names.
 *
 * @param more expressions by name
 */
export function measuredViews(
  scope: Scope,
  page: string | undefined,
  more: readonly (readonly [name: Sql, value: Sql])[],
): Sql {
  const names = more.map(([name]) => sql`, ${name}`)
  const columns = more.map(([name, value]) => sql`, ${value} AS ${name}`)
  const onPages = page === undefined ? [] : [onPage(vital.path, page)]
  // Conditions that the engine may choose to read ahead by are given: it would parse the JSON there, and then again.
  const words = (
    further: Sql,
    unparsed: readonly Sql[],
    parsed: readonly Sql[],
  ) => sql`SELECT ${said} AS said,
      ${vital.metric} AS metric, ${vital.value} AS value, ${vital.word} AS word, seq${further}
    FROM events
    PREWHERE ${all([scope.during, ofEvent(VITAL_EVENT), scope.everyEvent, ...unparsed])}
    WHERE ${all([isMeasured, ...parsed, ...onPages])}`
  return sql`SELECT metric, value${join(names, sql``)}
  FROM (
    ${words(join(columns, sql``), [], [])}
  ) AS words
  LEFT ANY JOIN (
    SELECT word AS revised, argMax(seq, (ts, seq)) AS last FROM (
    ${words(sql`, ts`, [sql`position(properties, '"revision":') > 0`], [sql`said.revision > 1`, sql`word != 0`])}
    ) GROUP BY word
  ) AS revisions ON revisions.revised = words.word
  WHERE last = 0 OR last = seq`
}

const boundsOf = (bound: 'good' | 'poor') => floats(vitalMetrics.map((metric) => vitalBounds[metric][bound]))

/** Whether `value` of `metric` is in the good band. */
export const isGood = sql`value <= ${boundsOf('good')}[metric]`
/** Whether `value` of `metric` is in the poor band. */
export const isPoor = sql`value > ${boundsOf('poor')}[metric]`

/** The metric of a number in an answer. */
export function metricOf(number: number): VitalMetric {
  const metric = vitalMetrics[number - 1]
  if (metric === undefined) throw new RangeError(`No web vital has the number ${number}.`)
  return metric
}
