import { type Static, Type } from 'typebox'
import { type Sql, sql, texts } from '../../../../platform/analytics/sql.ts'
import type { Scope } from '../../../../platform/events/event-scope.ts'
import { formTries } from './form-tries.ts'

const Field = Type.Object({
  field: Type.String(),
  visits: Type.Integer(),
  fills: Type.Integer(),
  ms: Type.Union([Type.Number(), Type.Null()]),
  refills: Type.Integer(),
  refilled_people: Type.Integer(),
  errors: Type.Integer(),
  error_people: Type.Integer(),
})

export type FieldRow = Static<typeof Field>

/**
 * The fields of a form in the order in which people come to them: by the mean place of the first visit among a try's
 * fields. What is told of one field in one try counts together.
 */
export function formFieldsSql(scope: Scope, form: string): Sql {
  return sql`SELECT field, toUInt32(sum(visited)) AS visits, toUInt32(sum(fills)) AS fills,
  if(countIf(isNotNull(spent)) = 0, NULL, quantileExactInclusiveIf(0.5)(assumeNotNull(spent), isNotNull(spent))) AS ms,
  toUInt32(sum(anew)) AS refills, toUInt32(uniqExactIf(person, anew >= 2)) AS refilled_people,
  toUInt32(sum(wrong)) AS errors, toUInt32(uniqExactIf(person, wrong > 0)) AS error_people
FROM (
  SELECT *, row_number() OVER (PARTITION BY person, try ORDER BY came) AS place
  FROM (
    SELECT person, try, field, min((ts, event != 'Form Started', seq)) AS came,
      countIf(event = 'Form Field Left') AS visited, countIf(event = 'Form Field Left' AND filled) AS fills,
      sumOrNullIf(assumeNotNull(ms), event = 'Form Field Left' AND isNotNull(ms)) AS spent,
      maxIf(refills, event = 'Form Field Left') AS anew, maxIf(errors, event = 'Form Field Left') AS wrong
    FROM (${formTries(scope, form)})
    WHERE event != 'Form Submitted' AND field != ''
    GROUP BY person, try, field
  )
)
GROUP BY field
ORDER BY avg(place), field
LIMIT 100`
}

export const queryFormFields = (scope: Scope, form: string): Promise<FieldRow[]> =>
  scope.query('form_fields', formFieldsSql(scope, form), Field)

const Numbers = Type.Array(Type.Integer())
const Progress = Type.Object({ reached: Numbers, filled: Numbers, left: Numbers })

export type ProgressRow = Static<typeof Progress>

/**
 * People who reached, filled and left each field of an ordered list. Whoever came to a later field, or submitted, has
 * reached it; whoever abandoned the form left it once, at the last field of the last time, unless they ever submitted.
 */
export function fieldProgressSql(scope: Scope, form: string, fields: readonly string[]): Sql {
  const each = (condition: Sql) =>
    sql`arrayMap(people -> toUInt32(people), sumForEach(arrayMap(place -> toUInt32(${condition}), arrayEnumerate(${texts(fields)}))))`
  return sql`SELECT ${each(sql`done OR deepest >= place`)} AS reached, ${each(sql`has(written, place)`)} AS filled,
  ${each(sql`gone AND NOT done AND last = place`)} AS left
FROM (
  SELECT person, max(event = 'Form Submitted') AS done, max(event = 'Form Abandoned') AS gone,
    maxIf(place, event != 'Form Submitted') AS deepest,
    groupUniqArrayIf(place, event = 'Form Field Left' AND filled) AS written,
    argMaxIf(place, (ts, seq), event = 'Form Abandoned') AS last
  FROM (SELECT *, indexOf(${texts(fields)}, field) AS place FROM (${formTries(scope, form)}))
  GROUP BY person
)`
}

export async function queryFieldProgress(
  scope: Scope,
  form: string,
  fields: readonly string[],
): Promise<ProgressRow> {
  const [row] = await scope.query('form_field_progress', fieldProgressSql(scope, form, fields), Progress)
  return row ?? { reached: [], filled: [], left: [] }
}
