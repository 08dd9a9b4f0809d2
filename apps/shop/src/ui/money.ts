const euros = new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' })

export const currency = 'EUR'

/** @example money(59.8) // €59.80 */
export const money = (amount: number): string => euros.format(amount)

/** Sums of euros stay whole cents. */
export const toCents = (amount: number): number => Math.round(amount * 100) / 100
