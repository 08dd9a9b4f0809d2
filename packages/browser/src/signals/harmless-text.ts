import type { Host } from '../host.ts'

/** What stands written on a button or link is short; of more only the beginning tells anything. */
const LONGEST_LABEL = 60

/**
 * A text, if it cannot tell who somebody is: e-mail addresses and the long numbers of phones, cards and accounts make
 * it empty.
 */
export const harmlessText = (text: string): string => {
  const plain = text.replace(/\s+/g, ' ').trim()
  return /@|\d[\d\s()./-]{5,}\d/.test(plain) ? '' : plain
}

/** Whether the site's owner said that nothing of this element may be shown. */
export const isPrivate = (host: Host, element: Element): boolean =>
  Boolean(element.closest(privateParts(host)))

/** What is written on a button or link where it is harmless, never what is in a field. */
export function elementText(host: Host, element: Element): string | undefined {
  if (!element.matches('a,button,summary,[role=button],[role=link],[role=tab],[role^=menuitem]')) return
  if (isPrivate(host, element) || element.querySelector(`input,textarea,${privateParts(host)}`)) return
  const label = element.getAttribute('aria-label') || shownText(element)
  return harmlessText(label).slice(0, LONGEST_LABEL).trim() || undefined
}

/** As it is seen: without what the style hides. */
export const shownText = (element: Element): string => read(element as HTMLElement)

const read = ({ innerText = '' }: { readonly innerText?: string }): string => innerText

const privateParts = (host: Host): string =>
  `[data-private],[contenteditable]${host.options.block && `,${host.options.block}`}`
