import type { Properties } from '../host.ts'
import { elementSelector } from './element-selector.ts'
import { elementText } from './element-text.ts'
import { leavingHeard } from './leaving-heard.ts'
import { interactiveElement, owesNoAnswer } from './looks-interactive.ts'
import { ELEMENT, FIELDS, type PageHost } from './page-moments.ts'
import { hasChanged, readPageState } from './page-state.ts'
import { areRapid, TOGETHER_MS } from './rapid-clicks.ts'

/** Clicks so near to each other are at one place. A pointer that moves further than the second dragged something. */
const TOGETHER_PX = 30
const DRAGGED_PX = 10

/** Clicks at one place. */
interface Burst {
  readonly first: MouseEvent
  /** When it was pressed first. */
  readonly at: number
  readonly times: number[]
  readonly judge: () => void
  /** No more of them come after this. */
  until: number
}

/** Element Clicked, and a second after the last click at one place Dead Clicked and Rage Clicked. */
export function watchClicks(host: PageHost): void {
  const { window, listen, last, now, track } = host
  let press: ReturnType<typeof begin> | undefined
  let burst: Burst | undefined
  /** Bursts that are still to be judged, in their order. */
  const open: Burst[] = []
  let timer = 0
  let echoed: Element | null | undefined
  let isFieldLeft = false

  const hearLeaving = leavingHeard(host, () => {
    last.answer = now()
  })
  const elementsOf = (path: readonly EventTarget[]) =>
    (path as readonly Element[]).filter(({ nodeType }) => nodeType === ELEMENT)
  const pressed = () => {
    last.press = now()
    // The frame that styles anew, to which a page that is busy comes late; the one after it tells of transitions. Not
    // where there are none: a frame that the page would not have drawn itself takes it up to a millisecond.
    if (last.moved) window.requestAnimationFrame?.(painted)
  }
  const painted = host.safe(() => {
    last.painted = now()
  })
  /** What there is before the page's own code can answer. */
  const begin = (event: MouseEvent) => {
    const path = elementsOf(event.composedPath())
    const element = interactiveElement(path, window)
    last.on = element
    pressed()
    isFieldLeft = false
    const { control } = (element ?? {}) as HTMLLabelElement
    return {
      at: last.press,
      event,
      path,
      element,
      // Now the browser knows where things are; at the click it would have to find out anew what the press has changed.
      place: element && placeOf(window, control ?? element),
      state: readPageState(host, path, element),
    }
  }
  /** One timer for all: to set one anew at each click takes a busy page longer than to describe what was clicked. */
  const judgeOver = () => {
    const [next] = open
    timer = 0
    if (!next) return
    const left = next.until - now()
    timer = host.later(judgeOver, left)
    if (left > 0) return
    open.shift()
    next.judge()
  }
  listen<PointerEvent>('pointerdown', (_, event) => {
    press = begin(event)
  })
  listen('keydown', pressed)
  // What a field says as it is left is no answer to the click that took the focus from it.
  listen('focusout', (field) => {
    isFieldLeft = field.matches(FIELDS)
  })
  listen<MouseEvent>('click', (target, event) => {
    if (!event.isTrusted) return
    const { detail, timeStamp } = event
    const down = detail ? press : undefined
    const isKept = down && (!isFieldLeft || down.element?.matches('[aria-haspopup],[aria-expanded]'))
    const { at, path, element, state, place } = isKept ? down : begin(event)
    // A label clicks its field too.
    const isEcho = echoed === target
    echoed = (element as HTMLLabelElement | undefined)?.control
    if (isEcho || (down && distance(down.event, event) > DRAGGED_PX)) return
    const properties = describe(host, event, echoed ?? element ?? target, place)
    if (element) track('Element Clicked', properties)

    const isTogether =
      burst &&
      detail &&
      timeStamp - (burst.times.at(-1) ?? 0) <= TOGETHER_MS &&
      distance(burst.first, event) <= TOGETHER_PX
    if (!burst || !isTogether) {
      // The clicks before were answered, and there are no more of them.
      if (burst && last.answer >= burst.at && open.at(-1) === burst && !areRapid(burst.times)) open.pop()
      const times: number[] = []
      const clickedAt = Date.now()
      const unheard = hearLeaving()
      const judge = () => {
        unheard?.()
        const isAnswered =
          last.answer >= at ||
          // What changed by itself has stopped.
          (last.change < at && last.beat > at - TOGETHER_MS) ||
          hasChanged(state, readPageState(host, path, element))
        if (isAnswered && last.failure < at) return
        if (owesNoAnswer(element ?? target, event, window)) return
        if (areRapid(times) && (element || promises(target, window)))
          track('Rage Clicked', { ...properties, clicks: times.length }, clickedAt)
        if (element && !isAnswered) track('Dead Clicked', properties, clickedAt)
      }
      burst = { first: event, at, times, judge, until: 0 }
    }
    burst.times.push(timeStamp)
    burst.until = now() + TOGETHER_MS
    if (open.at(-1) !== burst) open.push(burst)
    if (!timer) judgeOver()
  })
  // Whether they were answered nobody can say any more.
  for (const { event, path } of host.early ?? []) {
    const element = interactiveElement(elementsOf(path), window)
    if (element && event.isTrusted)
      track('Element Clicked', describe(host, event, element), Date.now() - now() + event.timeStamp)
  }
}

/** A thing among others, such as a picture; not a background, a surface to move, or words that were selected. */
const promises = (target: Element, window: PageHost['window']): boolean =>
  !target.firstElementChild &&
  /auto|default/.test(window.getComputedStyle(target).cursor) &&
  window.getSelection()?.isCollapsed !== false

const distance = (a: MouseEvent, b: MouseEvent): number =>
  Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY)

function describe(
  host: PageHost,
  { detail, clientX, clientY }: MouseEvent,
  element: Element,
  place = placeOf(host.window, element),
): Properties {
  const { left, top, width, height, scrollX, scrollY, ...page } = place
  // Keys click in the middle.
  const x = detail ? clientX - left : width / 2
  const y = detail ? clientY - top : height / 2
  const { known } = host.last
  known.selectors ??= new Map()
  const selector = known.selectors.get(element) ?? elementSelector(element)
  known.selectors.set(element, selector)
  return {
    element: selector,
    element_text: elementText(host, element),
    x: share(x + left + scrollX, page.page_width),
    y: Math.round(y + top + scrollY),
    element_x: share(x, width),
    element_y: share(y, height),
    ...page,
  }
}

/** Where an element is on the page. */
function placeOf({ document, scrollX, scrollY, innerHeight }: PageHost['window'], element: Element) {
  const { left, top, width, height } = element.getBoundingClientRect()
  const { scrollWidth, scrollHeight } = document.documentElement
  return {
    left,
    top,
    width,
    height,
    scrollX,
    scrollY,
    page_width: scrollWidth,
    page_height: scrollHeight,
    viewport_height: innerHeight,
  }
}

const share = (part: number, whole: number): number =>
  Math.round(Math.min(1, Math.max(0, part / whole || 0)) * 1e4) / 1e4
