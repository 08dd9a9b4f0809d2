import type { FormFields, FormRate, FormSummary, getFormFields, listForms } from '@throughline/contract/forms'
import type { RouteBody } from '@throughline/contract/route'
import { wilsonInterval } from '@throughline/statistics/wilson-interval'
import { openScope, type ReportDependencies } from '../../../platform/events/event-scope.ts'
import { queryFieldProgress, queryFormFields } from './queries/form-fields.ts'
import { type FormPeopleRow, queryFormPeople } from './queries/form-people.ts'

/**
 * The forms that people began: how many finish and abandon them, and where they leave.
 *
 * @throws AppError `invalid` or `not_found` that names the field
 */
export async function reportForms(
  deps: ReportDependencies,
  projectId: string,
  request: RouteBody<typeof listForms>,
): Promise<FormSummary[]> {
  const scope = await openScope(deps, projectId, request, [])
  return (await queryFormPeople(scope)).map(summaryOf)
}

/**
 * One form, field by field in the order in which people come to them.
 *
 * @throws AppError `invalid` or `not_found` that names the field
 */
export async function reportFormFields(
  deps: ReportDependencies,
  projectId: string,
  request: RouteBody<typeof getFormFields>,
): Promise<FormFields> {
  const { form } = request
  const scope = await openScope(deps, projectId, request, [])
  const [[people], fields] = await Promise.all([queryFormPeople(scope, form), queryFormFields(scope, form)])
  if (!people) return { summary: null, fields: [] }
  const progress = await queryFieldProgress(
    scope,
    form,
    fields.map(({ field }) => field),
  )
  const shareOf = (counts: readonly number[], index: number) => rate(counts[index] ?? 0, people.people)
  return {
    summary: summaryOf(people),
    fields: fields.map(({ ms, refilled_people, error_people, ...row }, index) => ({
      ...row,
      reached: shareOf(progress.reached, index),
      filled: shareOf(progress.filled, index),
      left: shareOf(progress.left, index),
      seconds: secondsOf(ms),
      refilledPeople: refilled_people,
      errorPeople: error_people,
    })),
  }
}

function summaryOf(row: FormPeopleRow): FormSummary {
  const { form, path, people, starts, completed, abandoned } = row
  return {
    form,
    path,
    people,
    starts,
    completed: rate(completed, people),
    abandoned: rate(abandoned, people),
    open: people - completed - abandoned,
    completedSeconds: secondsOf(row.completed_ms),
    lastField:
      row.last_field === '' ? null : { field: row.last_field, left: rate(row.last_field_people, people) },
  }
}

/** Of at least one person: a form is only there because somebody began it. */
function rate(count: number, of: number): FormRate {
  const interval = wilsonInterval(count, of)
  if (!interval) throw new RangeError('A rate of nobody.')
  return { ...interval, count, of }
}

const secondsOf = (ms: number | null): number | null => (ms === null ? null : ms / 1000)
