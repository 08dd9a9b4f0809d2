import type { FormFields, FormRate, FormSummary } from '@throughline/contract/forms'
import { formatCount, formatRoughShare } from '../../format/number.ts'

/** What a form's page opens with: before the number, the number, and after it. */
export interface FormFinding {
  readonly before: string
  readonly number: string
  readonly after: string
  readonly tone: 'loss' | 'gain'
  readonly sub: string
}

/** Where most people leave a form; where nobody did, how many finish it. */
export function formFinding({
  form,
  people,
  lastField,
  completed,
  abandoned,
  open,
}: FormSummary): FormFinding {
  const who = formatCount(people, 'person', 'people')
  const rest =
    open === 0
      ? ''
      : ` Of ${formatCount(open, open === people ? 'person' : 'other', open === people ? 'people' : 'others')} the end is not known.`
  if (lastField) {
    const { field, left } = lastField
    return {
      before: `Of ${who} who began ${form}, `,
      number: `${formatRoughShare(left.estimate)} left at ${field}`,
      after: '.',
      tone: 'loss',
      sub: `${interval(left)}. ${formatRoughShare(completed.estimate)} finished it, ${formatRoughShare(abandoned.estimate)} abandoned it.${rest}`,
    }
  }
  const nobody = completed.count === 0
  return {
    before: `Of ${who} who began ${form}, `,
    number: nobody ? 'nobody finished it' : `${formatRoughShare(completed.estimate)} finished it`,
    after: abandoned.count === 0 ? ', and nobody was seen to abandon it.' : '.',
    tone: nobody ? 'loss' : 'gain',
    sub: nobody ? rest.trim() : `${interval(completed)}.${rest}`,
  }
}

/** `95 % interval: 32 % to 42 %`. */
const interval = ({ low, high }: FormRate): string =>
  `95\u202f% interval: ${formatRoughShare(low)} to ${formatRoughShare(high)}`

/** The fields that trouble most, in words: written anew, in error. Empty where none does. */
export function fieldTroubles(fields: FormFields['fields']): string[] {
  const worst = (trouble: 'refilledPeople' | 'errorPeople') =>
    [...fields].sort((a, b) => b[trouble] - a[trouble])[0]
  const refilled = worst('refilledPeople')
  const wrong = worst('errorPeople')
  return [
    ...(refilled && refilled.refilledPeople > 0
      ? [
          `${formatCount(refilled.refilledPeople, 'person', 'people')} wrote ${refilled.field} anew twice or more`,
        ]
      : []),
    ...(wrong && wrong.errorPeople > 0
      ? [`${formatCount(wrong.errorPeople, 'person', 'people')} saw an error at ${wrong.field}`]
      : []),
  ]
}
