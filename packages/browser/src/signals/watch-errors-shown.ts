import { elementSelector, givenName } from './element-selector.ts'
import { isPrivate, shownText } from './element-text.ts'
import { FIELDS, type PageHost } from './page-moments.ts'

/** Looks are this far apart, however often the page changes. */
const LOOK_EVERY_MS = 250
const LONGEST_MESSAGE = 120
/** What screen readers alone shall read is this small. */
const HIDDEN_PX = 2
const MARKED = '[role=alert],[aria-invalid=true],:is(:is(input,select,textarea):user-invalid)'
/** Site builders call every notice an alert; these say that they are no error. */
const GOOD_NEWS = /success|info|primary|secondary/
/** Before anybody has done anything an alert is a notice, unless it calls itself an error. */
const CALLED_ERROR = /err|danger|invalid|fail/i

/**
 * Error Shown: a message in an alert, or a field marked as invalid, that was not there a moment ago.
 *
 * @returns what is to be called when the page has changed
 */
export function watchErrorsShown(host: PageHost): () => void {
  const { document } = host.window
  let timer = 0

  const look = () => {
    const before = host.shown
    const now = new Map<Element, string>()
    host.shown = now
    timer = 0
    for (const root of host.roots)
      for (const marked of root.querySelectorAll(MARKED)) {
        const isAlert = marked.matches('[role=alert]')
        const field = isAlert ? fieldOf(marked, document) : marked
        const about = field ?? marked
        const message = isAlert ? marked : messageOf(marked, document)
        const text = message ? shownText(message).trim() : ''
        const names = marked.getAttribute('class') + marked.id
        if (now.has(about) || marked.getBoundingClientRect().width < HIDDEN_PX) continue
        if (marked.checkVisibility?.({ opacityProperty: true }) === false) continue
        if (isAlert && (!text || (GOOD_NEWS.test(names) && !CALLED_ERROR.test(names)))) continue
        now.set(about, text)
        if (field ? before.has(field) : before.get(marked) === text) continue
        if ([...before].some(([was, said]) => said === text && isDrawnAnew(was, about))) continue
        if (isAlert && host.last.press < 0 && !CALLED_ERROR.test(names + text)) continue
        host.last.failure = host.now()
        host.track('Error Shown', {
          element: elementSelector(marked),
          field: field && givenName(field),
          message: isPrivate(host, marked) ? undefined : harmlessMessage(text, host),
        })
      }
  }
  const lookSoon = () => {
    if (!timer) timer = host.later(look, LOOK_EVERY_MS)
  }
  host.listen('focusout invalid submit', lookSoon)
  lookSoon()
  return lookSoon
}

/** The page has put a new element in an old one's place. */
const isDrawnAnew = (was: Element, now: Element): boolean =>
  !was.isConnected &&
  ['id', 'name', 'class'].every((name) => was.getAttribute(name) === now.getAttribute(name))

/** The field that an alert speaks of: the one that refers to it, or the only one beside it. */
function fieldOf({ id, parentElement }: Element, document: Document): Element | undefined {
  const beside = parentElement?.querySelectorAll(FIELDS)
  return document.querySelector(`[aria-describedby="${id || 0}"]`) ?? (beside?.[1] ? undefined : beside?.[0])
}

/** What is said of a field, by its own word. */
const messageOf = (field: Element, document: Document): Element | null =>
  document.getElementById(
    field.getAttribute('aria-errormessage') ?? field.getAttribute('aria-describedby') ?? '',
  )

/** Short, about nobody, and without what the visitor typed. */
function harmlessMessage(
  text: string,
  { window, harmlessText, withoutValues }: PageHost,
): string | undefined {
  const message = harmlessText(text)
  const isEcho = withoutValues(message, window.document, `${FIELDS},[contenteditable]`) !== message
  return message.length > LONGEST_MESSAGE || isEcho ? undefined : message || undefined
}
