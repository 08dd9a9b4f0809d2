import type { PageWindow } from '../host.ts'
import { near } from './page-responses.ts'

const CONTROLS =
  'a[href],button,summary,select,textarea,input,label,[onclick],[contenteditable],[role=button],[role=link],[role=tab],[role^=menuitem],[role=checkbox],[role=radio],[role=switch],[role=option],[role=slider]'
/** Fields answer by themselves, surfaces answer inside, and the page may wait for a second click. */
const ANSWERS_ITSELF =
  'select,textarea,label,input:not([type=button],[type=submit]),[contenteditable],[role=slider],canvas,video,audio,[role=application],:disabled,[ondblclick]'
/** It is so already, or says that it cannot be used; and a menu may have opened under the pointer before the click. */
const IS_SO =
  '[aria-disabled=true],[aria-selected=true],[aria-checked=true],[aria-pressed=true],[aria-expanded=true],[aria-current]:not([aria-current=false]),:has(+[role=menu],+[role=tooltip],+[class*=menu],+[class*=tip])'
const IS_SO_CLASS = /(^|[\s_-])(active|current|selected|chosen|checked|disabled)(?=\s|$)/i
/** Signs, icons without words, and the words that stand for them. */
const SIGN = /^(.{0,2}|plus|minus|next|prev(ious)?)$/i
const ARROW = /^[‹›<>←→❮❯«»]$/m
/** Plus and minus, which people click fast and which stop at their ends. */
const STEPS =
  /^[+−–—-]$|qty|quantity|stepper|(in|de)cre(ase|ment)|(^|[\s_-])(plus|minus)(?![a-z])|(Plus|Minus)$/m
/** Carousels end too. */
const TURNS = /prev|next/i
const CAROUSEL = ['carousel', 'slide', 'swiper', 'gallery']
  .map((word) => `[class*=${word} i],[id*=${word} i],[aria-roledescription=${word}]`)
  .join()

/** The element that looks as if a click did something, if the click hit one. */
export function interactiveElement(path: readonly Element[], window: PageWindow): Element | undefined {
  let found = path.find((element) => element.matches(CONTROLS))
  // The hand is inherited: whoever it was given to is the outermost.
  if (!found)
    for (const element of path) {
      if (element.localName === 'body' || window.getComputedStyle(element).cursor !== 'pointer') break
      found = element
    }
  return found
}

/** Whether clicks here may rightly change nothing. */
export function owesNoAnswer(element: Element, { defaultPrevented }: Event, window: PageWindow): boolean {
  const { parentElement: holder, nextElementSibling: next } = element
  const { href = '' } = element as HTMLAnchorElement
  return (
    element.closest(ANSWERS_ITSELF) !== null ||
    isSo(element) ||
    (holder?.matches('li,[role]') && holder.childElementCount === 1 && isSo(holder)) ||
    // What floats after the control is its menu.
    (next !== null && next.clientHeight > 0 && window.getComputedStyle(next).position === 'absolute') ||
    isAtItsEnd(element) ||
    // A link that the browser follows, or one to the page that is open. `#` alone leads nowhere.
    (/^(?!javascript:)[^#]+(#.|$)/.test(href) &&
      (!defaultPrevented || href === window.document.URL.replace(/#.*/, ''))) ||
    // A shadow tree that cannot be looked into; a frame that belongs to it, and may have been told.
    (element.localName.includes('-') && !element.shadowRoot && !element.firstElementChild) ||
    near(element)?.querySelector('iframe') != null
  )
}

const isSo = (element: Element): boolean =>
  element.matches(IS_SO) || IS_SO_CLASS.test(element.getAttribute('class') ?? '')

/** The sign of a stepper or a carousel, not a word that only sounds so: people buy "Plus" and go to the "Next step". */
function isAtItsEnd(element: Element): boolean {
  const names = namesOf(element)
  return (
    /(in|de)crease|quantity/i.test(names) ||
    (SIGN.test(element.textContent?.trim() ?? '') &&
      (STEPS.test(names) ||
        ARROW.test(names) ||
        (TURNS.test(names) &&
          (element.closest(CAROUSEL) ?? near(element)?.parentElement?.querySelector(CAROUSEL)) != null)))
  )
}

/** What people and programs call an element, a line each. */
export const namesOf = (element: Element): string =>
  [
    element.textContent?.trim(),
    ...['aria-label', 'title', 'id', 'class'].map((name) => element.getAttribute(name)),
  ].join('\n')
