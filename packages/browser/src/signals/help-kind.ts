const WORDS =
  'help|helpdesk|help-?cent(er|re)|faqs?|support|knowledge-?base|hilfe|aide|ayuda|aiuto|hulp|kundenservice'
const HELP_PATH = new RegExp(`(^|/)(${WORDS})([/.?#-]|$)`, 'i')
const HELP_NAME = new RegExp(`^\\W*(get |need )?(${WORDS})\\W*$`, 'i')
const CHAT_NAME =
  /(^|[\s_#-])(live-?)?chat([\s_-]|$)|intercom|zendesk|drift-|crisp-|tawk|livechat|freshchat|messenger-launcher/i

export type HelpKind = 'help_page' | 'faq' | 'chat' | 'help'

/** What a page's address tells of help, if anything. */
export const helpOfPath = (path: string): HelpKind | undefined =>
  HELP_PATH.test(path) ? (/faq/i.test(path) ? 'faq' : 'help_page') : undefined

/** What a control opens, by its names: label, id, class. */
export const helpOfNames = (names: readonly string[]): HelpKind | undefined =>
  names.some((name) => CHAT_NAME.test(name))
    ? 'chat'
    : names.some((name) => HELP_NAME.test(name))
      ? 'help'
      : undefined
