import { type Sql, sql, text } from '../../../../platform/analytics/sql.ts'
import type { Scope } from '../../../../platform/events/event-scope.ts'

/** Read in one go: parsing the JSON is what these queries take their time for. What is not of its type is NULL. */
const TOLD = `Tuple(form Nullable(String), field Nullable(String), last_field Nullable(String), filled Nullable(Bool),
  refills Nullable(Float64), errors Nullable(Float64), duration_ms Nullable(Float64))`

const told = (name: string): Sql => sql`tupleElement(told, ${text(name)})`
const word = (name: string): Sql => sql`ifNull(${told(name)}, '')`
const count = (name: string): Sql => sql`toUInt32(least(greatest(ifNull(${told(name)}, 0), 0), 1000))`

/** Whoever takes longer has gone away; null where the time is missing or makes no sense. */
const DAY_MS = sql`86400000`
const duration = told('duration_ms')

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
      SELECT person, event, ts, seq, path, ${word('form')} AS form,
        if(event = 'Form Abandoned' AND ${word('last_field')} != '', ${word('last_field')}, ${word('field')}) AS field,
        ifNull(${told('filled')}, false) AS filled, ${count('refills')} AS refills, ${count('errors')} AS errors,
        if(${duration} >= 0 AND ${duration} <= ${DAY_MS}, ${duration}, NULL) AS ms
      FROM (
        SELECT ${scope.person} AS person, event, ts, seq, path, JSONExtract(properties, ${text(TOLD)}) AS told
        FROM events
        PREWHERE ${scope.during} AND type = 'track'
          AND event IN ('Form Started', 'Form Field Left', 'Form Submitted', 'Form Abandoned') AND ${scope.everyEvent}
      )
      WHERE ${form === undefined ? sql`form != ''` : sql`form = ${text(form)}`}
    )
  )
  WHERE try > 0`
