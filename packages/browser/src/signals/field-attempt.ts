/** What happened in one field of a form; never what stands in it. */
export interface FieldAttempt {
  isFilled: boolean
  /** Times that what stood in it was written anew. */
  refills: number
  errors: number
  /** Of the stay in it that lasts or was the last one. */
  readonly enteredAt: number
  isEdited?: boolean
  isEmptied?: boolean
}

/** A stay in the field begins, in the first or in a further one. */
export const enterField = ({
  isFilled = false,
  refills = 0,
  errors = 0,
}: Partial<FieldAttempt> = {}): FieldAttempt => ({
  isFilled,
  refills,
  errors,
  enteredAt: Date.now(),
})

/**
 * The field was written in. Writing anew counts once for a stay in a filled field, and each time that the field was
 * emptied and filled again.
 *
 * @param isEmpty whether nothing stands in it now
 */
export function writeInField(field: FieldAttempt, isEmpty: boolean): void {
  const { isFilled, isEdited, isEmptied } = field
  const isAnew = isEdited ? isEmptied && !isEmpty : isFilled
  if (isAnew) field.refills++
  field.isEmptied = Boolean(isEdited && isEmpty)
  field.isEdited = true
  field.isFilled = !isEmpty
}
