import type { Host } from '../host.ts'
import { elementSelector, givenName } from './element-selector.ts'
import { harmlessText, isPrivate, shownText } from './harmless-text.ts'
import type { PageResponses } from './page-responses.ts'
import { isSensitive } from './sensitive-field.ts'

/** Looks are this far apart, however often the page changes. */
const LOOK_EVERY_MS = 250
const LONGEST_MESSAGE = 120
/** A value that is part of a message; shorter ones are in every message by chance. */
const SHORTEST_ECHO = 3
/** What screen readers alone shall read is this small. */
const HIDDEN_PX = 2
const FIELDS = 'input,select,textarea'
/** Site builders call every notice an alert; these say that they are no error. */
const GOOD_NEWS = /success|info|notice|promo|primary|secondary|positive/i
/** Before anybody has done anything an alert is a notice, unless it calls itself an error. */
const CALLED_ERROR = /err|danger|invalid|fail|fehler|sorry|could ?n.t|wrong|unable/i

/** Error Shown: a message in an alert, or a field marked as invalid, that was not there a moment ago. */
export function watchErrorsShown(host: Host, responses: PageResponses): void {
  const { window, safe } = host
  const invalid = window.CSS?.supports?.('selector(:user-invalid)') ? ',:user-invalid' : ''
  const marked = `[role=alert],[aria-invalid=true]${invalid}`
  let before = new Map<Element, string>()
  let timer = 0

  const tell = (element: Element, field: Element | null | undefined, text: string) => {
    responses.failedAt = responses.now()
    host.track('Error Shown', {
      element: elementSelector(element),
      field: field ? givenName(field) : undefined,
      message: harmlessMessage(host, element, text),
    })
  }
  const look = safe(() => {
    timer = 0
    const now = new Map<Element, string>()
    const claimed = new Set<Element>()
    const found = [...responses.roots].flatMap((root) => [...root.querySelectorAll(marked)]).filter(isVisible)
    for (const field of found) {
      if (!field.matches(FIELDS) && field.getAttribute('aria-invalid') !== 'true') continue
      const messages = messagesOf(field)
      for (const message of messages) claimed.add(message)
      now.set(field, '')
      if (!before.has(field)) tell(field, field, messages.map(textOf).join(' '))
    }
    for (const alert of found) {
      const text = textOf(alert)
      if (now.has(alert) || !text) continue
      now.set(alert, text)
      const field = fieldOf(alert)
      const isTold = before.get(alert) === text || claimed.has(alert) || (field && now.has(field))
      if (!isTold && isError(alert, text, responses.isUsed)) tell(alert, field, text)
    }
    before = now
  })
  const lookSoon = () => {
    if (!timer) timer = window.setTimeout(look, LOOK_EVERY_MS)
  }
  responses.onChange(lookSoon)
  for (const type of ['focusout', 'invalid', 'submit']) window.addEventListener(type, lookSoon, true)
  lookSoon()
}

function isError(alert: Element, text: string, isUsed: boolean): boolean {
  const names = `${alert.getAttribute('class')} ${alert.id}`
  return !GOOD_NEWS.test(names) && (isUsed || CALLED_ERROR.test(names + text))
}

/** What is said of a field, by its own word. */
const messagesOf = (field: Element): Element[] =>
  `${field.getAttribute('aria-errormessage') ?? ''} ${field.getAttribute('aria-describedby') ?? ''}`
    .split(' ')
    .map((id) => id && field.ownerDocument.getElementById(id))
    .filter((message) => message instanceof Element)

/** The field that an alert speaks of: the one that refers to it, or the only one beside it. */
function fieldOf(alert: Element): Element | undefined {
  const referring = alert.id && `[aria-describedby~="${alert.id}"],[aria-errormessage~="${alert.id}"]`
  const beside = alert.parentElement?.querySelectorAll(FIELDS)
  return (
    (referring && alert.ownerDocument.querySelector(referring)) ||
    (beside?.length === 1 ? beside[0] : undefined)
  )
}

/** Short, about nobody, and without what the visitor typed. */
function harmlessMessage(host: Host, element: Element, text: string): string | undefined {
  const message = harmlessText(text)
  const echoes = [...host.window.document.querySelectorAll<HTMLInputElement>(FIELDS)].some(
    (field) =>
      !isSensitive(field) && field.value?.length >= SHORTEST_ECHO && message.includes(field.value.trim()),
  )
  return message && message.length <= LONGEST_MESSAGE && !echoes && !isPrivate(host, element)
    ? message
    : undefined
}

const textOf = (element: Element): string => shownText(element).trim()

function isVisible(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect()
  return (
    width > HIDDEN_PX &&
    height > HIDDEN_PX &&
    element.checkVisibility?.({ visibilityProperty: true }) !== false
  )
}
