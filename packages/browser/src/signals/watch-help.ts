import type { Host } from '../host.ts'
import { elementSelector } from './element-selector.ts'
import { elementText } from './harmless-text.ts'
import { type HelpKind, helpOfNames, helpOfPath } from './help-kind.ts'

/** Help Sought: a help page, an answer of the FAQ or a chat is opened, or a search finds nothing. */
export function watchHelp(host: Host): void {
  const { window, safe } = host
  const { document } = window
  let told = new Set<string>()
  const tell = (kind: HelpKind | 'empty_search', element?: Element) => {
    if (told.has(kind)) return
    told.add(kind)
    host.track('Help Sought', {
      kind,
      element: element && elementSelector(element),
      element_text: element && elementText(host, element),
    })
  }

  host.onPage(({ path }) => {
    told = new Set()
    const kind = helpOfPath(path)
    if (kind) tell(kind)
  })
  host.onTrack((event, { results }) => {
    if (event === 'Products Searched' && (results === 0 || results === '0')) tell('empty_search')
  })
  window.addEventListener(
    'click',
    safe(({ target, isTrusted }) => {
      if (!isTrusted || !(target instanceof window.Element)) return
      const control = target.closest('a,button,summary,[role=button]')
      if (!control) return
      if (control.closest('[id*=faq i],[class*=faq i]') && control.matches('summary,[aria-expanded]'))
        tell('faq', control)
      const link = control as HTMLAnchorElement
      // A page of this site tells itself when it opens.
      if (link.href && link.origin === window.location.origin && !/#|^javascript:/.test(link.href)) return
      const kind =
        (link.href && helpOfPath(`/${link.hostname.split('.')[0]}${link.pathname}`)) ||
        helpOfNames(namesOf(control))
      if (kind) tell(kind, control)
    }),
    { capture: true, passive: true },
  )
  // A chat in a frame of its own takes the focus, and its clicks are not ours to see.
  window.addEventListener(
    'blur',
    safe(() => {
      const frame = document.activeElement
      if (frame?.localName === 'iframe' && helpOfNames(namesOf(frame)) === 'chat') tell('chat', frame)
    }),
  )
}

const namesOf = (element: Element): string[] => [
  element.textContent ?? '',
  ...['aria-label', 'id', 'class', 'title', 'name', 'data-testid', 'src'].map(
    (name) => element.getAttribute(name) ?? '',
  ),
]
