import type { PageWindow } from '../host.ts'

const CONTROLS =
  'a[href],button,summary,select,textarea,input,label,[onclick],[contenteditable],[role=button],[role=link],[role=tab],[role^=menuitem],[role=checkbox],[role=radio],[role=switch],[role=option],[role=slider]'
/**
 * Fields answer by themselves, surfaces answer inside. Some things are so already, or say that they cannot be used;
 * carousels end; and a menu may have opened under the pointer before the click.
 */
const OWES_NOTHING =
  'select,textarea,label,input:not([type=button],[type=submit]),[contenteditable],[role=slider],canvas,video,audio,[role=application],:disabled,[aria-disabled=true],[aria-selected=true],[aria-checked=true],[aria-current],[aria-expanded=true],.active,.current,.selected,.disabled,[ondblclick],:is([class*=carousel],[class*=slide],[class*=swiper]) :is([class*=prev],[class*=next],[aria-label^=prev i],[aria-label^=next i]),:is(:has(+[role=menu],+[role=tooltip],+[class*=menu],+[class*=tip]))'
/** Plus and minus, which people click fast and which stop at their ends. */
const STEPS = /^[+−–—-]$|\b(plus|minus|qty|quantity|stepper|(in|de)(crease|crement))\b/im

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
export const owesNoAnswer = (
  element: Element,
  { defaultPrevented }: Event,
  { document }: PageWindow,
): boolean => {
  const { href = '' } = element as HTMLAnchorElement
  return (
    element.closest(OWES_NOTHING) !== null ||
    // A list after the control may be its menu; one after the part of the page that it stands in is not.
    element.matches(':has(+ul)') ||
    STEPS.test(namesOf(element)) ||
    // A link that the browser follows, or one to the page that is open. `#` alone leads nowhere.
    (/^(?!javascript:)[^#]+(#.|$)/.test(href) &&
      (!defaultPrevented || href === document.URL.replace(/#.*/, ''))) ||
    // A shadow tree that cannot be looked into.
    (element.localName.includes('-') && !element.shadowRoot && !element.firstElementChild)
  )
}

/** What people and programs call an element, a line each. */
export const namesOf = (element: Element): string =>
  [
    element.textContent?.trim(),
    ...['aria-label', 'title', 'id', 'class'].map((name) => element.getAttribute(name)),
  ].join('\n')

/** A drawing, or a large frame, in sight: it may have answered where nothing of ours sees it. */
export const hasOpaqueSurface = ({ document, innerWidth, innerHeight }: PageWindow): boolean =>
  [...document.querySelectorAll('canvas,iframe')].some((surface) => {
    const { width, height, top, bottom } = surface.getBoundingClientRect()
    const least = surface.localName === 'canvas' ? 5000 : (innerWidth * innerHeight) / 6
    return bottom > 0 && top < innerHeight && width * height > least
  })
