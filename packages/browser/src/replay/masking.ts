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
  /** The visitor has typed, pasted or chosen something here. */
  typed(field: HTMLInputElement): void
  /** Whether a picture that stands in its own address may be one that the visitor has chosen from the device. */
  isOwnPicture(address: string): boolean
}

/** So many of the fields that were filled last are remembered, to be known again elsewhere on the page. */
const REMEMBERED = 50
/** Shorter contents stand all over a page by chance. */
const LEAST_REMEMBERED = 2
const LEAST_SECRET = 4
/** Words of a text that are typed as well are starred out if they are this long. */
const LEAST_WORD = 4
/** What a field is for, where its name does not say so. */
const SECRET_LABEL = /passw|kennwort|card.?n|kartenn|carte|tarjeta|cvc|cvv|security code|iban/i
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
  const typed = new Map<Node, string>()
  const typedSecrets = new Map<Node, string>()

  let hasChosen = false

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
      isSensitive(element) ||
      element.hasAttribute('data-rr-is-password') ||
      SECRET_LABEL.test(labelsOf(element as HTMLInputElement)) ||
      mayBecomeCardNumber(content) ||
      // A password that is made visible in another field.
      (content.length >= LEAST_SECRET && [...typedSecrets.values()].includes(content))
    if (found) secrets.add(element)
    return found
  }
  const remember = (contents: Map<Node, string>, element: Node, content: string, least: number) => {
    contents.delete(element)
    if (content.length >= least) contents.set(element, content)
    if (contents.size > REMEMBERED) for (const [oldest] of contents) return contents.delete(oldest)
    return
  }

  return {
    blocked: joined('[data-private]', valid(options.block ?? '')),
    masked: '[data-mask],[contenteditable]:not([contenteditable="false"]),[role="textbox"],textarea',
    notice: (field) => void isSecret(field, ''),
    typed(field) {
      const { value, files } = field
      if (files?.length) hasChosen = true
      if (typeof value === 'string') return void this.field(value, field)
      // In an editor, the paragraph that is written.
      const part = window.getSelection()?.anchorNode ?? field
      remember(typed, part, part.textContent ?? '', LEAST_REMEMBERED)
    },
    isOwnPicture: (address) => hasChosen && /^data:image\/(?!svg)/.test(address),
    field(content, element) {
      if (!element) return content && SECRET
      const { type } = element as HTMLInputElement
      if (isSecret(element, content)) {
        if (!isStarred(content)) remember(typedSecrets, element, content, 1)
        return content && SECRET
      }
      if (ownWords.has(type) || isUnmasked(element)) return withoutCardNumbers(content)
      // What is starred out already tells nothing.
      if (!/^(hidden|select.*)$/.test(type) && !isStarred(content))
        remember(typed, element, content, LEAST_REMEMBERED)
      return starred(content)
    },
    text: (text, element) => (isUnmasked(element) ? withoutCardNumbers(text) : starred(text)),
    elsewhere(text) {
      let shown = withoutCardNumbers(text)
      for (const content of typed.values()) {
        if (text === content) return starred(text)
        shown = withoutWords(shown, content)
      }
      for (const secret of typedSecrets.values()) shown = withoutSecret(shown, secret)
      return shown
    },
  }
}

/** The text without what was typed, or its beginning, where that stands in it as words; in an address it is encoded. */
function withoutWords(text: string, typed: string): string {
  const plain = typed.trim()
  const encoded = text.includes('%') && attempt(() => encodeURIComponent(plain))
  const words = encoded && text.includes(encoded) ? encoded : plain
  const start = words.slice(0, LEAST_WORD)
  if (start.length < LEAST_WORD) return text
  let shown = text
  for (let at = shown.indexOf(start); at >= 0; at = shown.indexOf(start, at + LEAST_WORD)) {
    let end = at + LEAST_WORD
    while (end < shown.length && shown[end] === words[end - at]) end++
    if (!isLetter(shown[at - 1]) && !isLetter(shown[end]))
      shown = shown.slice(0, at) + starred(shown.slice(at, end)) + shown.slice(end)
  }
  return shown
}

const isLetter = (character = ' '): boolean => /[\p{L}\d]/u.test(character)

const labelsOf = ({ labels, placeholder, ariaLabel }: HTMLInputElement): string =>
  [placeholder, ariaLabel, ...Array.from(labels ?? [], ({ textContent }) => textContent)].join()

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
