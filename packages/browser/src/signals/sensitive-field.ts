/** Fields whose content nobody but the page may read, not even to see whether it changed. */
export const isSensitive = (field: Element): boolean =>
  ['type', 'autocomplete', 'name', 'id'].some((name) =>
    /passw|card|cc-|ccn|cvc|cvv|csc|iban|pin|otp|code|secret/i.test(field.getAttribute(name) ?? ''),
  )
