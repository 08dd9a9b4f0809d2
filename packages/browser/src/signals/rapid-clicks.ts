/** Clicks further apart than this do not belong together. */
export const TOGETHER_MS = 1000
const RAGE_CLICKS = 3

/** Whether some three of the clicks came within a second. @param times of the clicks, in order */
export const areRapid = (times: readonly number[]): boolean =>
  times.some((at, index) => (times[index + RAGE_CLICKS - 1] ?? Infinity) - at <= TOGETHER_MS)
