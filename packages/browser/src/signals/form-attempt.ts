/** What happened in one field of a form; never what stands in it. */
export interface FieldAttempt {
  isFilled: boolean
  /** Times that what stood in it was written anew. */
  refills: number
  errors: number
}

/** One stay of the caret in a field. */
export interface FieldVisit {
  readonly at: number
  isEdited: boolean
  isEmptied: boolean
}

/**
 * The field was written in. Writing anew counts once for a visit to a filled field, and each time that the field was
 * emptied and filled again.
 *
 * @param isEmpty whether nothing stands in it now
 */
export function writeInField(field: FieldAttempt, visit: FieldVisit, isEmpty: boolean): void {
  const wasFilled = field.isFilled
  field.isFilled = !isEmpty
  if (!visit.isEdited) {
    visit.isEdited = true
    if (wasFilled) field.refills++
  } else if (isEmpty && wasFilled) visit.isEmptied = true
  else if (!isEmpty && visit.isEmptied) {
    field.refills++
    visit.isEmptied = false
  }
}
