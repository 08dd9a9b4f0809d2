import { drawingHeard } from './drawing-heard.ts'
import { ELEMENT, type PageHost } from './page-moments.ts'

/**
 * What changes so soon after a press is taken for its answer, unless the same place had changed by itself so shortly
 * before it: a countdown, a ticker.
 */
const ANSWERING_MS = 1300
/** What a page does by itself, such as asking for news, it does again within this time, and not for the press. */
const REPEATED_MS = 5000
const MOST_REPEATED = 100
/** Styles follow a press so soon after it is painted. */
const AT_ONCE_MS = 400
/** One batch of changes is judged by its first; a page that changes thousands of nodes pays nothing for the rest. */
const JUDGED_CHANGES = 20
/** What belongs together is no larger than this. */
const NEAR_STEPS = 3
const NEAR_ELEMENTS = 60

const ANSWERS =
  'scroll toggle invalid input play pause seeking ratechange volumechange fullscreenchange copy visibilitychange dragstart'
/** Functions with an effect outside the document; places to scroll to, and the way into a frame. */
const EFFECTS =
  'open print alert confirm prompt scrollTo scrollBy Element.scrollTo Element.scrollBy Element.scrollIntoView Element.scrollTop Element.scrollLeft Document.execCommand HTMLElement.click HTMLInputElement.showPicker HTMLFormElement.submit HTMLIFrameElement.contentWindow HTMLMediaElement.play AudioScheduledSourceNode.start Element.animate Element.requestFullscreen Clipboard.write Clipboard.writeText Navigator.share WebSocket.send Worker.postMessage SpeechSynthesis.speak Notification.requestPermission Geolocation.getCurrentPosition CredentialsContainer.get CSSStyleSheet.insertRule CSSStyleSheet.replaceSync PaymentRequest.show XMLHttpRequest.open XMLHttpRequest.send fetch'

/**
 * Watches all that can answer a click: one observer, one listener for each kind of event.
 *
 * @param changed called at each batch of changes: it has to be cheap
 */
export function watchResponses(host: PageHost, changed: () => void): void {
  const { window, intercept, listen, now, safe, last, roots } = host
  const own = new WeakMap<Node, number>()
  const answer = () => {
    last.answer = now()
  }
  const observer = new window.MutationObserver(
    safe((changes: MutationRecord[]) => {
      last.change = now()
      if (changes.some(changesElements)) last.known = {}
      for (const { target } of changes.slice(0, JUDGED_CHANGES)) {
        const isOwn =
          last.change - last.press > ANSWERING_MS ||
          ((own.get(target) ?? -Infinity) >= last.press - ANSWERING_MS && !near(last.on)?.contains(target))
        if (!isOwn) last.answer = last.change
        else {
          if (last.change - (own.get(target) ?? -Infinity) < ANSWERING_MS) last.beat = last.change
          own.set(target, last.change)
        }
      }
      changed()
    }),
  )
  const include = safe((root: Document | ShadowRoot) => {
    roots.add(root)
    observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true })
    for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) include(shadowRoot)
  })
  listen(ANSWERS, answer)
  // Focus went to something outside the page: a picker, a permission, another application, a frame.
  listen('blur', answer)
  // What CSS does elsewhere because of the press, such as by `:focus`; at the place itself it does so for any press.
  listen('transitionrun animationstart', (target) => {
    const { on, press, painted } = last
    if (on?.contains(target) || target.contains(on ?? null)) return
    if (on && (painted < press || now() - painted < AT_ONCE_MS)) answer()
    last.moved = true
  })
  // A page that keeps its forms to itself has to show by other means that one was sent.
  listen('submit', (_, event) => host.later(() => event.defaultPrevented || answer(), 0))
  listen('pointerdown keydown', drawingHeard(host, answer))

  const repeated = new Map<string, number>()
  const had = safe((effect: string, [first, init]: unknown[]) => {
    const { keepalive, mode, body } = { ...(init as RequestInit | undefined) }
    const what = String((first as Request | undefined)?.url ?? first)
    // Nobody waits for what is sent to tell of the click, least of all by us.
    if (keepalive || mode === 'no-cors' || what.startsWith(`${host.options.host}/v1/`)) return
    const name = [effect, what, init, body].join().replace(/\?[^,]*/g, '')
    const at = now()
    const isRepeated = (repeated.get(name) ?? -Infinity) > at - REPEATED_MS
    if (!isRepeated && at - last.press <= ANSWERING_MS) return answer()
    if (repeated.size > MOST_REPEATED) repeated.clear()
    repeated.set(name, at)
  })
  const types = window as unknown as Record<string, { readonly prototype?: object } | undefined>
  for (const effect of EFFECTS.split(' ')) {
    const [name = '', type] = effect.split('.').reverse()
    const owner = type ? types[type] : window
    const object = owner && name in owner ? owner : (owner as typeof Element | undefined)?.prototype
    const property = object && Object.getOwnPropertyDescriptor(object, name)
    const around = (call: () => unknown, args: unknown[]) => {
      had(effect, args)
      return call()
    }
    if (!property?.get) intercept(object, name, around)
    else {
      intercept(property, property.set ? 'set' : 'get', around)
      safe(() => void Object.defineProperty(object, name, property))()
    }
  }
  intercept(window.Element.prototype, 'attachShadow', (call) => {
    const root = call()
    include(root as ShadowRoot)
    return root
  })
  include(window.document)
}

/** Whether it may be more than another text or another style of an element. */
const changesElements = ({ attributeName, addedNodes, removedNodes }: MutationRecord): boolean =>
  attributeName
    ? attributeName !== 'style'
    : [addedNodes, removedNodes].some((nodes) => nodes[1] || nodes[0]?.nodeType === ELEMENT)

/** The part of the page that belongs together with an element: what a control says beside itself. */
export function near(element: Element | undefined): Element | undefined {
  let part = element
  for (let step = 0; step < NEAR_STEPS; step++) {
    const wider = part?.parentElement
    if (!wider || wider.matches('body,html') || wider.getElementsByTagName('*').length > NEAR_ELEMENTS) break
    part = wider
  }
  return part
}
