import { type Static, Type } from 'typebox'
import { type Sql, sql } from '../../../../platform/analytics/sql.ts'
import type { Scope } from '../../../../platform/events/event-scope.ts'
import { formTries } from './form-tries.ts'

const Row = Type.Object({
  form: Type.String(),
  path: Type.String(),
  people: Type.Integer(),
  starts: Type.Integer(),
  completed: Type.Integer(),
  abandoned: Type.Integer(),
  completed_ms: Type.Union([Type.Number(), Type.Null()]),
  last_field: Type.String(),
  last_field_people: Type.Integer(),
})

export type FormPeopleRow = Static<typeof Row>

/** The key with the largest sum, the first by the alphabet of several; empty where there are none. */
const commonest = (sums: Sql): Sql => sql`${sums}.1[indexOf(${sums}.2, arrayMax(${sums}.2))]`

/** Forms that were begun, a row each, most people first: who finished, who gave up for good, and where. */
export function formPeopleSql(scope: Scope, form?: string): Sql {
  return sql`SELECT form, ${commonest(sql`begun_at`)} AS path, people, starts, completed, abandoned, completed_ms,
  if(empty(left_at.1), '', ${commonest(sql`left_at`)}) AS last_field, toUInt32(if(empty(left_at.1), 0, arrayMax(left_at.2))) AS last_field_people
FROM (
  SELECT form, toUInt32(count()) AS people, toUInt32(sum(begun)) AS starts,
    toUInt32(countIf(done)) AS completed, toUInt32(countIf(gone AND NOT done)) AS abandoned,
    if(sum(length(times)) = 0, NULL, quantileExactInclusiveArray(0.5)(times)) AS completed_ms,
    sumMap([began_at], [begun]) AS begun_at,
    sumMapIf([last], [toUInt64(1)], gone AND NOT done AND last != '') AS left_at
  FROM (
    SELECT form, person, countIf(event = 'Form Started') AS begun, argMinIf(path, (ts, seq), event = 'Form Started') AS began_at,
      max(event = 'Form Submitted') AS done, max(event = 'Form Abandoned') AS gone,
      argMaxIf(field, (ts, seq), event = 'Form Abandoned') AS last,
      groupArrayIf(assumeNotNull(ms), event = 'Form Submitted' AND isNotNull(ms)) AS times
    FROM (${formTries(scope, form)})
    GROUP BY form, person
  )
  GROUP BY form
)
ORDER BY people DESC, form
LIMIT 200`
}

export const queryFormPeople = (scope: Scope, form?: string): Promise<FormPeopleRow[]> =>
  scope.query('form_people', formPeopleSql(scope, form), Row)
