import type { Host } from '../host.ts'
import { attempt } from '../safely.ts'
import { isSensitive } from '../signals/sensitive-field.ts'
import { mayBecomeCardNumber, withoutCardNumbers } from './card-number.ts'

/** What a recording may show of what visitors type and read. */
export interface Masking {
  /** What no recording shows: a box of the same size stands there. */
  readonly blocked: string
  /** Whose text is starred out. */
  readonly masked: string
  /** A field is about to be recorded, whatever is in it: what it is now, it stays. */
  notice(field: Element): void
  /** The content of a field as it is recorded. */
  field(content: string, element: Element | null | undefined): string
  /** A text inside of `masked` as it is recorded. */
  text(text: string, element: Element | null | undefined): string
  /** Any other text or attribute: without what visitors typed elsewhere, where it shows up here as well. */
  elsewhere(text: string): string
}

/** So many of the fields that were filled last are remembered, to be known again elsewhere on the page. */
const REMEMBERED = 50
/** Shorter contents stand all over a page by chance. */
const LEAST_REMEMBERED = 2
const LEAST_SECRET = 4
const LEAST_DIGITS = 6
/** Its length tells nothing. */
const SECRET = '********'

/** Labels of buttons, and what stands behind boxes to tick, are the site's own words. */
const ownWords = new Set(['submit', 'button', 'reset', 'image', 'checkbox', 'radio'])

/**
 * Everything that is typed is starred out, unless the site unmasks the field. Passwords, cards and one-time codes never
 * show, whatever the site says: known by type, name or purpose, by having been one of these before (a password that was
 * made visible), and by a content that is a card's number or becomes one.
 */
export function openMasking({ window, options }: Host): Masking {
  const secrets = new WeakSet<Element>()
  /** Contents by field, the last filled last; those of secrets apart, since they are looked for inside of texts too. */
  const typed = new Map<Element, string>()
  const typedSecrets = new Map<Element, string>()

  /** A selector that the browser can't read would make rrweb block nothing at all. */
  const valid = (selector: string): string => {
    if (!selector || attempt(() => window.document.querySelector(selector)) !== undefined) return selector
    window.console.warn(`Throughline: "${selector}" is no selector. Mend it in the script tag.`)
    return ''
  }
  const joined = (...selectors: string[]): string => selectors.filter(Boolean).join(',')
  const unmasked = valid(options.unmask ?? '')
  const isUnmasked = (element: Element | null | undefined): boolean =>
    Boolean(unmasked && element?.closest(unmasked))

  const isSecret = (element: Element, content: string): boolean => {
    if (secrets.has(element)) return true
    const found =
      isSensitive(element) || element.hasAttribute('data-rr-is-password') || mayBecomeCardNumber(content)
    if (found) secrets.add(element)
    return found
  }
  const remember = (contents: Map<Element, string>, element: Element, content: string, least: number) => {
    contents.delete(element)
    if (content.length >= least) contents.set(element, content)
    if (contents.size > REMEMBERED) for (const [oldest] of contents) return contents.delete(oldest)
    return
  }

  return {
    blocked: joined('[data-private]', valid(options.block ?? '')),
    masked: '[data-mask],[contenteditable]:not([contenteditable="false"]),[role="textbox"],textarea',
    notice: (field) => void isSecret(field, ''),
    field(content, element) {
      if (!element) return content && SECRET
      const { type } = element as HTMLInputElement
      if (isSecret(element, content)) {
        if (!isStarred(content)) remember(typedSecrets, element, content, 1)
        return content && SECRET
      }
      if (ownWords.has(type) || isUnmasked(element)) return withoutCardNumbers(content)
      // What is starred out already tells nothing.
      if (type !== 'hidden' && !isStarred(content)) remember(typed, element, content, LEAST_REMEMBERED)
      return starred(content)
    },
    text: (text, element) => (isUnmasked(element) ? withoutCardNumbers(text) : starred(text)),
    elsewhere(text) {
      for (const content of typed.values()) if (text === content) return starred(text)
      let shown = withoutCardNumbers(text)
      for (const secret of typedSecrets.values()) shown = withoutSecret(shown, secret)
      return shown
    },
  }
}

/** The text without a secret that is in it; also where it shows the secret's beginning only, or its digits in other groups. */
function withoutSecret(text: string, secret: string): string {
  const plain = text.trim()
  if (plain === secret || (plain.length >= LEAST_SECRET && secret.startsWith(plain))) return starred(text)
  if (secret.length >= LEAST_SECRET && text.includes(secret)) return text.split(secret).join(SECRET)
  const digits = digitsOf(secret)
  const shown = digits.length >= LEAST_DIGITS && /\d{2}/.test(text) ? digitsOf(text) : ''
  return shown.length >= LEAST_DIGITS && (shown.includes(digits) || digits.includes(shown))
    ? text.replace(/\d/g, '*')
    : text
}

const digitsOf = (text: string): string => text.replace(/\D/g, '')

const starred = (text: string): string => text.replace(/\S/g, '*')

const isStarred = (text: string): boolean => /^[*\s]*$/.test(text)
