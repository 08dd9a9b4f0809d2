import type { Host } from '../host.ts'
import { isSensitive } from './sensitive-field.ts'

/** What stands written on a button or link is short; of more only the beginning tells anything. */
const LONGEST_LABEL = 60

/**
 * A text, if it cannot tell who somebody is: e-mail addresses and the long numbers of phones, cards and accounts make
 * it empty.
 */
export const harmlessText = (text: string): string =>
  /@|\d[\d\s()./-]{5,}\d/.test(text) ? '' : text.replace(/\s+/g, ' ').trim()

/** A value that is part of a message; shorter ones are in every message by chance. */
const SHORTEST_ECHO = 3

/** A message with `*` for what stands in fields. Those whose content nobody may read are not asked. */
export const withoutValues = (message: string, document: Document, fields: string): string =>
  [...document.querySelectorAll<HTMLInputElement>(fields)].reduce((text, field) => {
    const value = isSensitive(field) ? '' : (field.value ?? field.textContent)
    return value.length < SHORTEST_ECHO ? text : text.split(value).join('*')
  }, message)

/** Whether the site's owner said that nothing in this element may be shown. */
export const isPrivate = ({ options }: Host, element: Element): boolean =>
  Boolean(element.closest(`[data-private]${options.block ? `,${options.block}` : ''}`))

/** What is written on a button or link where it is harmless, never what is in a field. */
export const elementText = (host: Host, element: Element): string | undefined =>
  element.matches('a,button,summary,[role]') &&
  !isPrivate(host, element) &&
  !(element as HTMLElement).isContentEditable &&
  !element.querySelector('input,textarea,[data-private],[contenteditable]')
    ? harmlessText(
        element.getAttribute('aria-label') ||
          // What is in sight is found out only where a part may be hidden: the browser has to lay out the page for it.
          (element.firstElementChild ? shownText(element) : (element.textContent ?? '')),
      )
        .slice(0, LONGEST_LABEL)
        .trim() || undefined
    : undefined

/** As it is seen: without what the style hides. */
export const shownText = (element: Element): string => read(element as HTMLElement)

const read = ({ innerText = '' }: { readonly innerText?: string }): string => innerText
