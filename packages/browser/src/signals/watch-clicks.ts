import type { Host, Properties } from '../host.ts'
import { belongsTo, type ClickPoint, isDrag, isRapid, TOGETHER_MS } from './click-burst.ts'
import { elementSelector } from './element-selector.ts'
import { elementText } from './harmless-text.ts'
import {
  canDisappoint,
  hasOpaqueSurface,
  interactiveElement,
  isStepper,
  owesNoAnswer,
} from './looks-interactive.ts'
import type { PageResponses } from './page-responses.ts'
import { hasChanged, type PageState, readPageState } from './page-state.ts'

/** A pointer that went down, or a key: what was there before the page could answer. */
interface Press extends ClickPoint {
  readonly path: readonly Element[]
  readonly element: Element | undefined
  readonly state: PageState
  readonly startedAt: number
}

/** Clicks at one place without a pause; judged together when they have ended. */
interface Burst {
  readonly press: Press
  readonly event: MouseEvent
  readonly clicks: ClickPoint[]
  readonly at: number
  readonly properties: Properties
  timer: number
}

/** Element Clicked, and a second after the last of them Dead Clicked and Rage Clicked. */
export function watchClicks(host: Host, responses: PageResponses): void {
  const { window, safe } = host
  let press: Press | undefined
  let burst: Burst | undefined
  let labelled: Element | null | undefined
  let leftField = false

  const begin = (event: MouseEvent): Press => {
    const path = elementsOf(event, window)
    for (const { shadowRoot } of path) if (shadowRoot) responses.include(shadowRoot)
    const element = interactiveElement(path, window)
    responses.press(element)
    leftField = false
    return {
      ...pointOf(event),
      path,
      element,
      state: readPageState(window, element),
      startedAt: responses.now(),
    }
  }
  const listen = <E extends Event>(type: string, work: (event: E) => void) =>
    window.addEventListener(type, safe(work) as (event: Event) => void, { capture: true, passive: true })

  listen<PointerEvent>('pointerdown', (event) => {
    press = begin(event)
  })
  listen('keydown', () => responses.press(undefined))
  // What a field says as it is left is no answer to the click that took the focus from it.
  listen('focusout', ({ target }) => {
    leftField = target instanceof window.HTMLElement && target.matches('input,select,textarea')
  })
  listen<MouseEvent>('click', (event) => {
    if (!event.isTrusted || event.button) return
    const point = pointOf(event)
    const byPointer = event.detail > 0
    const isEcho = labelled !== undefined && event.target === labelled
    const isDragged = byPointer && press && isDrag(press, point)
    const opensEarly = press?.element?.matches('[aria-haspopup],[aria-expanded]')
    const start = byPointer && press && (opensEarly || !leftField) ? press : begin(event)
    press = undefined
    const { element, path } = start
    labelled = element?.localName === 'label' ? (element as HTMLLabelElement).control : undefined
    if (isEcho || isDragged) return
    const properties = describe(host, event, labelled ?? element ?? path[0])
    if (element) host.track('Element Clicked', properties)

    if (burst && byPointer && belongsTo(burst.clicks, point)) {
      burst.clicks.push(point)
      window.clearTimeout(burst.timer)
    } else {
      burst = { press: start, event, clicks: [point], at: Date.now(), properties, timer: 0 }
    }
    const judged = burst
    judged.timer = window.setTimeout(
      safe(() => judge(host, responses, judged)),
      TOGETHER_MS,
    )
  })
}

function judge(host: Host, responses: PageResponses, burst: Burst): void {
  const { window } = host
  const { press, event, clicks, at, properties } = burst
  const { element, path, startedAt } = press
  const failed = responses.failedAt >= startedAt
  if (!failed && (hasAnswered(host, responses, burst) || hasOpaqueSurface(window))) return
  const isDead = !failed && element && !owesNoAnswer(element, event, path)
  if (isRapid(clicks) && disappoints(window, press))
    host.track('Rage Clicked', { ...properties, clicks: clicks.length }, at)
  if (isDead) host.track('Dead Clicked', properties, at)
}

function hasAnswered({ window }: Host, responses: PageResponses, { press }: Burst): boolean {
  const { startedAt, path, element, state } = press
  const stopped = responses.beatAt < startedAt && responses.beatAt > startedAt - 1500
  return (
    responses.answeredAt >= startedAt || stopped || hasChanged(state, readPageState(window, element), path)
  )
}

/** Not where text was selected, nor a step too many, nor a place where nothing was promised. */
function disappoints(window: Host['window'], { element, path }: Press): boolean {
  const [target] = path
  if (!canDisappoint(path, window)) return false
  if (element) return !isStepper(element)
  return Boolean(target && !target.firstElementChild && window.getSelection()?.isCollapsed !== false)
}

function describe(host: Host, event: MouseEvent, element: Element | undefined): Properties {
  const { document, scrollX, scrollY, innerHeight } = host.window
  const { scrollWidth, scrollHeight } = document.documentElement
  if (!element) return {}
  const { left, top, width, height } = element.getBoundingClientRect()
  const byKey = event.detail === 0
  const x = byKey ? left + width / 2 : event.clientX
  const y = byKey ? top + height / 2 : event.clientY
  return {
    element: elementSelector(element),
    element_text: elementText(host, element),
    x: share(x + scrollX, scrollWidth),
    y: Math.round(y + scrollY),
    element_x: share(x - left, width),
    element_y: share(y - top, height),
    page_width: scrollWidth,
    page_height: scrollHeight,
    viewport_height: innerHeight,
  }
}

const share = (part: number, whole: number): number =>
  Math.round(Math.min(1, Math.max(0, part / (whole || 1))) * 1e4) / 1e4

const pointOf = ({ timeStamp, clientX, clientY }: MouseEvent): ClickPoint => ({
  at: timeStamp,
  x: clientX,
  y: clientY,
})

const elementsOf = (event: Event, window: Host['window']): Element[] =>
  event.composedPath().filter((part): part is Element => part instanceof window.Element)
