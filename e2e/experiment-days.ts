/** The days on which the experiments of these tests run: the first three weeks of April 2026. */

export const at = (day: number, hour = 8): string => new Date(Date.UTC(2026, 3, day, hour)).toISOString()
export const dayOf = (day: number): string => at(day).slice(0, 10)
export const days = 20
