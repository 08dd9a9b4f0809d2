import { type Sql, sql, text } from '../../../../platform/analytics/sql.ts'
import { jsonText } from '../../../../platform/events/event-fields.ts'
import type { Scope } from '../../../../platform/events/event-scope.ts'

const property = (name: string): Sql => sql`ifNull(${jsonText(sql`properties`, [name])}, '')`
const count = (name: string): Sql =>
  sql`toUInt32(least(greatest(ifNull(JSONExtract(properties, ${text(name)}, 'Nullable(Float64)'), 0), 0), 1000))`

/** Whoever takes longer has gone away; null where the time is missing or makes no sense. */
const DAY_MS = sql`86400000`
const duration = sql`JSONExtract(properties, 'duration_ms', 'Nullable(Float64)')`

/**
 * Form signals, a row an event, that belong to a try: it begins with Form Started and ends with the person's next Form
 * Started of that form. What came before the first is left out: its try began before the range, or was not told.
 *
 * `field` is where it happened: of Form Started the first field, of Form Abandoned the last.
 */
export const formTries = (scope: Scope, form?: string): Sql =>
  sql`SELECT * FROM (
    SELECT *, sum(event = 'Form Started') OVER (
      PARTITION BY form, person ORDER BY ts, event = 'Form Started' DESC, seq ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS try
    FROM (
      SELECT ${scope.person} AS person, event, ts, seq, path, ${property('form')} AS form,
        if(event = 'Form Abandoned' AND ${property('last_field')} != '', ${property('last_field')}, ${property('field')}) AS field,
        JSONExtractBool(properties, 'filled') AS filled, ${count('refills')} AS refills, ${count('errors')} AS errors,
        if(${duration} >= 0 AND ${duration} <= ${DAY_MS}, ${duration}, NULL) AS ms
      FROM events
      WHERE ${scope.everyEvent} AND ${scope.during} AND type = 'track'
        AND event IN ('Form Started', 'Form Field Left', 'Form Submitted', 'Form Abandoned') AND ${form === undefined ? sql`form != ''` : sql`form = ${text(form)}`}
    )
  )
  WHERE try > 0`
