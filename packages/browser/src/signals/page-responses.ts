import type { Host } from '../host.ts'
import { intercept } from './intercept.ts'

/** After somebody pressed something, what happens is taken for its answer so long; else it is the page's own doing. */
const ANSWERING_MS = 1300
/** What changes by itself at least this often, and at most each `BEAT_MS`, has a beat: a countdown, a ticker. */
const LONGEST_BEAT_MS = 2500
const BEAT_MS = 400
const BEATS = 3
/** One batch of changes is judged by its first; a page that changes thousands of nodes pays nothing for the rest. */
const JUDGED_CHANGES = 20

/** Events that tell that something was done, whoever did it. They are heard on their way down from the window. */
const ANSWERS =
  'scroll toggle submit invalid input play pause seeking volumechange ratechange fullscreenchange copy cut paste visibilitychange dragstart'
/** Functions with an effect outside the document. */
const EFFECTS: Record<string, string> = {
  '': 'open print alert confirm prompt showOpenFilePicker showSaveFilePicker',
  HTMLElement: 'click showPicker',
  HTMLInputElement: 'showPicker',
  HTMLFormElement: 'submit',
  HTMLMediaElement: 'play pause',
  AudioScheduledSourceNode: 'start',
  Element: 'animate',
  Clipboard: 'write writeText',
  Navigator: 'share',
  WebSocket: 'send',
  Geolocation: 'getCurrentPosition',
  CredentialsContainer: 'get create',
  PaymentRequest: 'show',
  SpeechSynthesis: 'speak',
}

/** What the page did last, on the clock of `performance.now()`. */
export interface PageResponses {
  /** Something changed, moved, was asked for or opened. */
  answeredAt: number
  /** Something failed before the visitor's eyes. */
  failedAt: number
  /** Something with a beat of its own changed. */
  beatAt: number
  /** What was pressed last; changes beside it are answers even where they have a beat. */
  pressed: Element | undefined
  /** Somebody has pressed or typed something on this page. */
  isUsed: boolean
  /** Somebody presses or types: from now on changes are answers. */
  press(element: Element | undefined): void
  /** The document and the shadow trees in it. */
  readonly roots: ReadonlySet<Document | ShadowRoot>
  /** Watches a shadow tree too. */
  include(root: Document | ShadowRoot): void
  /** Called at each batch of changes. It has to be cheap. */
  onChange(listener: () => void): void
  now(): number
}

/** Watches all that can answer a click: one observer, one listener for each kind of event. */
export function watchResponses(host: Host): PageResponses {
  const { window, safe } = host
  const { document, performance } = window
  const beats = new WeakMap<Node, { at: number; count: number }>()
  const roots = new Set<Document | ShadowRoot>()
  const listeners: (() => void)[] = []
  let pressedAt = -ANSWERING_MS

  const hasBeat = (target: Node, now: number, answering: boolean): boolean => {
    const beat = beats.get(target)
    if (!beat || now - beat.at > LONGEST_BEAT_MS) {
      if (!answering) beats.set(target, { at: now, count: 0 })
      return false
    }
    if (now - beat.at > BEAT_MS) {
      beat.at = now
      if (!answering) beat.count++
    }
    return beat.count >= BEATS
  }
  const isAnswer = (target: Node, now: number, answering: boolean): boolean => {
    if (!hasBeat(target, now, answering)) return answering
    responses.beatAt = now
    return answering && Boolean(near(responses.pressed)?.contains(target))
  }
  const observer = new window.MutationObserver(
    safe((changes) => {
      const now = performance.now()
      const answering = now - pressedAt < ANSWERING_MS
      for (const { target } of changes.slice(0, JUDGED_CHANGES))
        if (isAnswer(target, now, answering)) {
          responses.answeredAt = now
          break
        }
      for (const listener of listeners) listener()
    }),
  )
  const answer = safe(() => {
    responses.answeredAt = performance.now()
  })
  const responses: PageResponses = {
    answeredAt: -1,
    failedAt: -1,
    beatAt: -LONGEST_BEAT_MS,
    pressed: undefined,
    isUsed: false,
    press: (element) => {
      responses.isUsed = true
      responses.pressed = element
      pressedAt = performance.now()
    },
    roots,
    include: (root) => {
      if (roots.has(root)) return
      roots.add(root)
      observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true })
      for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) responses.include(shadowRoot)
    },
    onChange: (listener) => listeners.push(listener),
    now: () => performance.now(),
  }

  for (const type of ANSWERS.split(' '))
    window.addEventListener(type, answer, { capture: true, passive: true })
  // Focus went to something outside the page: a picker, a permission, another application, a frame.
  window.addEventListener(
    'blur',
    safe(({ target }) => {
      if (target === window) answer()
    }),
  )
  window.visualViewport?.addEventListener('resize', answer)
  for (const [owner, names] of Object.entries(EFFECTS)) {
    const type = (window as unknown as Record<string, { prototype: object } | undefined>)[owner]
    for (const name of names.split(' '))
      intercept(owner ? type?.prototype : window, name, (call) => {
        answer()
        return call()
      })
  }
  intercept(window.Element.prototype, 'attachShadow', (call) => {
    const root = call() as ShadowRoot
    safe(responses.include)(root)
    return root
  })
  responses.include(document)
  return responses
}

/** The part of the page that belongs together with an element: what a control says beside itself. */
export function near(element: Element | undefined): Element | undefined {
  let at = element
  for (let steps = 0; at?.parentElement && at.parentElement.localName !== 'body' && steps < 3; steps++)
    at = at.parentElement
  return at
}
