import { elementSelector } from './element-selector.ts'
import { elementText } from './element-text.ts'
import { namesOf } from './looks-interactive.ts'
import type { SignalHost } from './signal-host.ts'

const HELP = 'help|faqs?|support|help-?(desk|cent(er|re))|hilfe|aide|ayuda|aiuto'
/** The address of a page, of this site or another. */
const HELP_PAGE = new RegExp(`\\b(${HELP})([./?#-]|$)`, 'i')
/** The whole label, id or class of what opens help in place. */
const HELP_CONTROL = new RegExp(`^(${HELP})$`, 'im')
const CHAT = /\bchat|intercom|zendesk|crisp|tawk/i

/** Help Sought: a help page, an answer of the FAQ or a chat is opened, or a search finds nothing. */
export function watchHelp(host: SignalHost): void {
  const { document, location } = host.window
  let told: string[] = []
  const tell = (kind: string, element?: Element | false) => {
    if (!told.includes(kind))
      host.track('Help Sought', {
        kind,
        ...(element && { element: elementSelector(element), element_text: elementText(host, element) }),
      })
    told.push(kind)
  }

  host.onPage(({ path }) => {
    told = []
    if (HELP_PAGE.test(path)) tell('help_page')
  })
  host.onTrack((event, { results }) => {
    if (event === 'Products Searched' && results === 0) tell('empty_search')
  })
  const open = (control: Element | null) => {
    if (!control) return
    const { href, origin } = control as HTMLAnchorElement
    const names = namesOf(control)
    if (CHAT.test(names)) tell('chat', control)
    else if (control.closest('[id*=faq i],[class*=faq i]')) tell('faq', control)
    else if (href ? origin !== location.origin && HELP_PAGE.test(href) : HELP_CONTROL.test(names))
      tell('help_page', control)
  }
  host.listen('click', (target) => open(target.closest('a,button,summary,[role=button]')))
  // A chat in a frame of its own takes the focus from the window, and its clicks are not ours to see.
  host.listen('blur', () => open(document.activeElement?.closest('iframe') ?? null))
}
