import type { PageWindow } from '../host.ts'

const CONTROLS =
  'a[href],area[href],button,summary,select,textarea,input,label,option,[onclick],[contenteditable],[role=button],[role=link],[role=tab],[role^=menuitem],[role=checkbox],[role=radio],[role=switch],[role=option],[role=slider],[role=spinbutton],[role=combobox],[role=treeitem],[role=textbox]'
/** Fields answer by themselves: a caret, a tick, a picker. */
const FIELDS =
  'select,textarea,option,label,input:not([type=button],[type=submit],[type=reset],[type=image]),[contenteditable],[role=slider],[role=spinbutton],[role=textbox],[role=combobox]'
/** What is so already, or says that it cannot be used. */
const SETTLED =
  ':disabled,[aria-disabled=true],[aria-selected=true],[aria-checked=true],[aria-current]:not([aria-current=false])'
/** What happens inside is not in the document. */
const OPAQUE = 'canvas,video,audio,iframe,embed,object,[role=application]'
const CAROUSEL =
  '[aria-roledescription=carousel],[aria-roledescription=slide],[class*=carousel],[class*=swiper],[class*=slick-],[class*=slider],[class*=splide],[class*=gallery],[class*=lightbox]'
const STEPS =
  /^[+＋−–—-]$|(^|[\s_-])(plus|minus|stepper|qty|quantity|(in|de)crement|(in|de)crease|erhöhen|verringern|augmenter|diminuer)([\s_-]|$)/i
const TURNS = /^[‹›«»<>←→❮❯❬❭◀▶⟨⟩]$|\b(prev|previous|next|zurück|weiter|vor|précédent|suivant)\b|arrow/i

/** The element that looks as if a click did something, if the click hit one. */
export function interactiveElement(path: readonly Element[], window: PageWindow): Element | undefined {
  const control = path.find((element) => element.matches(CONTROLS))
  if (control) return control
  const points = (element: Element | undefined): element is Element =>
    element !== undefined &&
    !/^(body|html)$/.test(element.localName) &&
    window.getComputedStyle(element).cursor === 'pointer'
  // The hand is inherited: whoever it was given to is the outermost.
  let found: Element | undefined
  for (const element of path) {
    if (!points(element)) break
    found = element
  }
  return found
}

/** A field, a surface, a thing already chosen or switched off: a click on it may rightly change nothing. */
export function owesNoAnswer(element: Element, event: MouseEvent, path: readonly Element[]): boolean {
  return (
    element.matches(`${FIELDS},${SETTLED},[ondblclick],[aria-haspopup][aria-expanded=true]`) ||
    /(^|[\s_-])(active|current|selected|checked|disabled)(\s|$)/.test(element.getAttribute('class') ?? '') ||
    isClosed(element) ||
    path.some((part) => part.matches(OPAQUE)) ||
    leadsSomewhere(element, event) ||
    isStepper(element) ||
    (element.closest(CAROUSEL) !== null && says(element, TURNS)) ||
    opensOnHover(element)
  )
}

/** Plus and minus, which people click fast and which stop at their ends. */
export const isStepper = (element: Element): boolean => says(element, STEPS)

/** Whether clicks here are aimed at something that could answer: not at a field, a drawing, a map, a background. */
export function canDisappoint(path: readonly Element[], window: PageWindow): boolean {
  const [target] = path
  return (
    target !== undefined &&
    !isClosed(target) &&
    !path.some((part) => part.matches(`${OPAQUE},${FIELDS},:disabled,[aria-disabled=true]`)) &&
    !/grab|move|crosshair|resize|none/.test(window.getComputedStyle(target).cursor)
  )
}

/** A drawing or a frame large enough to have answered where nothing of ours sees it. */
export function hasOpaqueSurface(window: PageWindow): boolean {
  const { document, innerWidth, innerHeight } = window
  return [...document.querySelectorAll('canvas,iframe,embed,object')].some((surface) => {
    const { left, right, top, bottom } = surface.getBoundingClientRect()
    const area =
      Math.max(0, Math.min(right, innerWidth) - Math.max(left, 0)) *
      Math.max(0, Math.min(bottom, innerHeight) - Math.max(top, 0))
    return area > (surface.localName === 'canvas' ? 5000 : (innerWidth * innerHeight) / 6)
  })
}

/** A link that the browser follows, or one to the page that is open. `#` alone leads nowhere. */
function leadsSomewhere(element: Element, event: MouseEvent): boolean {
  const href = element.getAttribute('href')
  if (!href || href === '#' || /^\s*javascript:/i.test(href)) return false
  return !event.defaultPrevented || (element as HTMLAnchorElement).href === element.ownerDocument.URL
}

/** A shadow tree that cannot be looked into. */
const isClosed = (element: Element): boolean =>
  element.localName.includes('-') && !element.shadowRoot && !element.firstElementChild

const says = (element: Element, wording: RegExp): boolean =>
  wording.test(element.textContent?.trim() ?? '') ||
  ['aria-label', 'title', 'class', 'id'].some((name) => wording.test(element.getAttribute(name) ?? ''))

/** A menu or hint beside it that opened under the pointer before the click came. */
function opensOnHover(element: Element): boolean {
  const hint = element.getAttribute('aria-describedby')
  const beside = [
    ...(element.parentElement?.querySelectorAll(
      'ul,[role=menu],[role=tooltip],[class*=menu],[class*=dropdown],[class*=tooltip],[class*=popover]',
    ) ?? []),
    hint && element.ownerDocument.getElementById(hint),
  ]
  return beside.some(
    (part) =>
      part &&
      !part.contains(element) &&
      part.getClientRects().length > 0 &&
      /absolute|fixed/.test(part.ownerDocument.defaultView?.getComputedStyle(part).position ?? ''),
  )
}
