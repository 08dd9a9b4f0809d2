import type { PageHost } from './page-moments.ts'

/**
 * What changes so soon after a press is taken for its answer, unless the same place had changed by itself so shortly
 * before it: a countdown, a ticker.
 */
const ANSWERING_MS = 1300
/** Styles follow a press so soon. */
const AT_ONCE_MS = 400
/** One batch of changes is judged by its first; a page that changes thousands of nodes pays nothing for the rest. */
const JUDGED_CHANGES = 20
/** What belongs together is no larger than this. */
const NEAR_STEPS = 3
const NEAR_ELEMENTS = 60

const ANSWERS =
  'scroll toggle submit invalid input play pause seeking volumechange fullscreenchange copy visibilitychange dragstart'
/** Functions with an effect outside the document. */
const EFFECTS =
  'open print alert confirm prompt scrollTo scrollBy Element.scrollTo Element.scrollBy Element.scrollIntoView HTMLElement.click HTMLInputElement.showPicker HTMLFormElement.submit HTMLMediaElement.play AudioScheduledSourceNode.start Element.animate Element.requestFullscreen Clipboard.write Clipboard.writeText Navigator.share WebSocket.send Geolocation.getCurrentPosition CredentialsContainer.get CSSStyleSheet.insertRule CSSStyleSheet.replaceSync PaymentRequest.show XMLHttpRequest.send fetch'

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
      for (const { target } of changes.slice(0, JUDGED_CHANGES)) {
        const isOwn =
          last.change - last.press > ANSWERING_MS ||
          ((own.get(target) ?? -Infinity) >= last.press - ANSWERING_MS && !near(last.on)?.contains(target))
        if (!isOwn) answer()
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
  listen('blur', (target) => {
    if (!target.localName) answer()
  })
  // What CSS does elsewhere because of the press, such as by `:focus`; at the place itself it does so for any press.
  listen('transitionrun animationstart', (target) => {
    const { on, press } = last
    if (on && now() - press < AT_ONCE_MS && !on.contains(target) && !target.contains(on)) answer()
  })
  for (const effect of EFFECTS.split(' ')) {
    const [name = '', type] = effect.split('.').reverse()
    const types = window as unknown as Record<string, { readonly prototype: object } | undefined>
    intercept(type ? types[type]?.prototype : window, name, (call, args) => {
      // Nobody waits for what is sent to tell of the click, least of all by us.
      const { keepalive, mode } = { ...(args[1] as RequestInit | undefined) }
      if (!keepalive && mode !== 'no-cors' && !String(args[0]).startsWith(`${host.options.host}/v1/`))
        answer()
      return call()
    })
  }
  intercept(window.Element.prototype, 'attachShadow', (call) => {
    const root = call()
    include(root as ShadowRoot)
    return root
  })
  include(window.document)
}

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
