import { isSensitive } from './sensitive-field.ts'

/**
 * A text, if it cannot tell who somebody is: e-mail addresses and the long numbers of phones, cards and accounts make
 * it empty.
 */
export const harmlessText = (text: string): string =>
  /@|\d[\d\s()./-]{5,}\d/.test(text) ? '' : text.replace(/\s+/g, ' ').trim()

/** A value that is part of a message; shorter ones are in every message by chance. */
const SHORTEST_ECHO = 3

/** A message with `*` for what stands in fields. Those whose content nobody may read are not asked. */
export const withoutValues = (message: string, document: Document, fields: string): string =>
  [...document.querySelectorAll<HTMLInputElement>(fields)].reduce((text, field) => {
    const value = isSensitive(field) ? '' : (field.value ?? field.textContent)
    return value.length < SHORTEST_ECHO ? text : text.split(value).join('*')
  }, message)
