import type { Host } from '../host.ts'
import type { SignalHost } from './signal-host.ts'

/** What stands written on a button or link is short; of more only the beginning tells anything. */
const LONGEST_LABEL = 60

/** Whether the site's owner said that nothing in this element may be shown. */
export const isPrivate = ({ options }: Host, element: Element): boolean =>
  element.closest(`[data-private]${options.block ? `,${options.block}` : ''}`) !== null

/** What is written on a button or link where it is harmless, never what is in a field. */
export const elementText = (host: SignalHost, element: Element): string | undefined =>
  element.matches('a,button,summary,[role]') &&
  !isPrivate(host, element) &&
  !(element as HTMLElement).isContentEditable &&
  !element.querySelector('input,textarea,[data-private],[contenteditable]')
    ? host
        .harmlessText(
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
