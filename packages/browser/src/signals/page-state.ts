import { FIELDS, type PageHost } from './page-moments.ts'
import { near } from './page-responses.ts'

/** A form longer than this is compared in part. */
const COMPARED_FIELDS = 200

/** What can change without a change of the document. It is compared and forgotten, never sent. */
export type PageState = readonly unknown[]

/** The address, the focus, what stands in fields, and what CSS shows beside the element. */
export function readPageState(
  { window, last, isSensitive }: PageHost,
  path: readonly Element[],
  element?: Element,
): PageState {
  const { document } = window
  const { URL, activeElement, body } = document
  const part = near(element)
  const { known } = last
  known.fields ??= [...document.querySelectorAll<HTMLInputElement>(FIELDS)].slice(0, COMPARED_FIELDS)
  return [
    // `#` alone is where links lead that lead nowhere.
    URL.replace(/#$/, ''),
    // That what was clicked has the focus now, or nothing has, is no change.
    !activeElement || activeElement === body || path.includes(activeElement) ? null : activeElement,
    known.fields.map((field) => isSensitive(field) || field.value + field.checked).join(),
    part && shownElements(part),
  ]
}

/** Which elements are in sight, without asking where they stand: that would make the browser lay out the page. */
const shownElements = (part: Element): string =>
  Array.from(part.getElementsByTagName('*'), (element) =>
    Number(element.checkVisibility?.({ visibilityProperty: true }) ?? element.getClientRects().length),
  ).join('')

export const hasChanged = (before: PageState, after: PageState): boolean =>
  after.some((value, index) => value !== null && value !== before[index])
