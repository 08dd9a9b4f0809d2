const SENSITIVE =
  /passw|passcode|secret|card|cc-?(num|name|exp|csc)|cvc|cvv|csc|iban|ssn|otp|one-time|\bpin\b/i

/** Fields whose content nobody but the page may read, not even to see whether it changed. */
export const isSensitive = (field: Element): boolean =>
  ['type', 'autocomplete', 'name', 'id'].some((name) => SENSITIVE.test(field.getAttribute(name) ?? ''))
