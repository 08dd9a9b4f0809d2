import type { PageWindow } from '../host.ts'
import { shownText } from './harmless-text.ts'
import { near } from './page-responses.ts'
import { isSensitive } from './sensitive-field.ts'

/** A form longer than this is compared in part. */
const COMPARED_FIELDS = 200
/** A part of the page with more elements than this is not read. */
const READ_ELEMENTS = 200

/** What can change without a change of the document: the address, the focus, what stands in fields, what CSS shows. */
export interface PageState {
  readonly url: string
  readonly focus: Element | null
  /** Compared and forgotten; never sent. */
  readonly fields: string
  readonly shown: number | undefined
}

/** Reads the state as it is, before the page's own code answers to a click on the element. */
export function readPageState(window: PageWindow, element: Element | undefined): PageState {
  const { document } = window
  const part = near(element)
  const isSmall = part && part.getElementsByTagName('*').length < READ_ELEMENTS
  return {
    // `#` alone is where links lead that lead nowhere.
    url: document.URL.replace(/#$/, ''),
    focus: document.activeElement,
    fields: [...document.querySelectorAll<HTMLInputElement>('input,select,textarea')]
      .slice(0, COMPARED_FIELDS)
      .map((field) => (isSensitive(field) ? '' : `${field.value}${field.checked}`))
      .join('\n'),
    shown: isSmall ? shownText(part).length : undefined,
  }
}

/** Whether a click changed the state. That what was clicked has the focus now, or nothing has, is no answer. */
export function hasChanged(before: PageState, after: PageState, path: readonly Element[]): boolean {
  return (
    before.url !== after.url ||
    before.fields !== after.fields ||
    before.shown !== after.shown ||
    (before.focus !== after.focus &&
      after.focus?.localName !== 'body' &&
      !path.some((part) => part === after.focus))
  )
}
