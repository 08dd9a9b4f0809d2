import { type VitalMetric, vitalBounds, vitalMetrics } from '@throughline/contract/vitals'
import { all, floats, type Sql, sql, texts } from '../../../../platform/analytics/sql.ts'
import { jsonText, numberOf, ofEvent } from '../../../../platform/events/event-fields.ts'
import type { Scope } from '../../../../platform/events/event-scope.ts'
import { onPage } from '../../../../platform/events/page-pattern.ts'

/** The event that carries one metric of one page view. */
export const VITAL_EVENT = 'Web Vital Measured'

const property = (...path: readonly string[]): Sql => jsonText(sql`properties`, path)

/** What such an event says, each an expression on a row of `events`. */
export const vital = {
  /** 1 for LCP and so on, in the order of the contract; 0 for none that is known. */
  metric: sql`toUInt8(indexOf(${texts(vitalMetrics)}, upper(ifNull(${property('metric')}, ''))))`,
  value: numberOf(property('value')),
  /** The page that was measured. A later page may already be open when it is sent, so its own word comes first. */
  path: sql`ifNull(nullIf(${property('path')}, ''), path)`,
  /** The page view. A sender that names none sends each metric once. */
  view: sql`sipHash64(ifNull(nullIf(${property('view_id')}, ''), message_id))`,
  /** Some senders give the element alone, as text. */
  element: sql`coalesce(nullIf(${property('attribution', 'element')}, ''), nullIf(${property('element')}, ''), if(JSONType(properties, 'attribution') = 'String', ${property('attribution')}, ''), '')`,
  script: sql`ifNull(${property('attribution', 'script')}, '')`,
  resource: sql`ifNull(${property('attribution', 'url')}, '')`,
} as const

/**
 * The last word on each metric of each page view of the scope: a value that grows while a page is open is sent again
 * when it has. Columns: `metric`, `view`, and what `more` names, each of that last event.
 *
 * @param more expressions by name, such as `value`
 */
export function measuredViews(
  scope: Scope,
  page: string | undefined,
  more: readonly (readonly [name: Sql, value: Sql])[],
): Sql {
  const [columns, values] = [more.map(([name]) => name), more.map(([, value]) => value)]
  const list = (pieces: readonly Sql[]) => pieces.reduce((joined, piece) => sql`${joined}, ${piece}`)
  const picked = columns.map((name, index) => sql`last.${tupleIndexes[index] ?? sql``} AS ${name}`)
  return sql`SELECT metric, view, ${list(picked)}
  FROM (
    SELECT ${vital.metric} AS metric, ${vital.view} AS view, argMax(tuple(${list(values)}), (ts, seq)) AS last
    FROM events
    WHERE ${scope.everyEvent} AND ${scope.during} AND ${ofEvent(VITAL_EVENT)}
      AND ${all([measurable, ...(page === undefined ? [] : [onPage(vital.path, page)])])}
    GROUP BY metric, view
  )`
}

/** A metric that is known, with a value that it can have. */
export const measurable = sql`${vital.metric} > 0 AND ifNull(${vital.value} >= 0, 0)`

const tupleIndexes = [sql`1`, sql`2`, sql`3`, sql`4`, sql`5`, sql`6`]

/** The value of a measured event, which {@link measurable} has made sure of. */
export const measuredValue = sql`assumeNotNull(${vital.value})`

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
