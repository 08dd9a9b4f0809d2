import type { SignalName } from '@throughline/contract/signals'

/** Forms of marks, so that signals differ without colour. */
export type SignalShape =
  | 'burst'
  | 'ring'
  | 'triangle'
  | 'cross'
  | 'diamond'
  | 'square'
  | 'pencil'
  | 'minus'
  | 'glass'
  | 'clock'
  | 'hourglass'
  | 'shift'
  | 'back'
  | 'question'
  | 'down'

/** How a signal is named and drawn. */
export interface SignalLook {
  readonly one: string
  readonly many: string
  readonly shape: SignalShape
}

/** In the order of how badly they tell on a page. */
export const signalLooks: Readonly<Record<SignalName, SignalLook>> = {
  rage_clicked: { one: 'rage click', many: 'rage clicks', shape: 'burst' },
  request_failed: { one: 'failed request', many: 'failed requests', shape: 'diamond' },
  script_failed: { one: 'script error', many: 'script errors', shape: 'cross' },
  error_shown: { one: 'error shown', many: 'errors shown', shape: 'triangle' },
  dead_clicked: { one: 'dead click', many: 'dead clicks', shape: 'ring' },
  form_abandoned: { one: 'form abandoned', many: 'forms abandoned', shape: 'square' },
  form_field_refilled: { one: 'field filled again', many: 'fields filled again', shape: 'pencil' },
  coupon_denied: { one: 'coupon denied', many: 'coupons denied', shape: 'minus' },
  search_empty: { one: 'search without a result', many: 'searches without a result', shape: 'glass' },
  slow_lcp: { one: 'slow page', many: 'slow pages', shape: 'clock' },
  slow_inp: { one: 'slow response', many: 'slow responses', shape: 'hourglass' },
  layout_shift: { one: 'layout shift', many: 'layout shifts', shape: 'shift' },
  page_returned: { one: 'U-turn', many: 'U-turns', shape: 'back' },
  help_sought: { one: 'search for help', many: 'searches for help', shape: 'question' },
  low_score: { one: 'low score', many: 'low scores', shape: 'down' },
}

/** Names of signals, the worst first. */
export const signalOrder = Object.keys(signalLooks).filter(isSignal)

/** `rage click`, `2 rage clicks`. */
export function countedSignal(signal: SignalName, count: number): string {
  const { one, many } = signalLooks[signal]
  return `${count} ${count === 1 ? one : many}`
}

/** Counts by name, as the API gives them, as pairs in order; unknown names are left out. */
export function signalCounts(counts: Readonly<Record<string, number>>): (readonly [SignalName, number])[] {
  return signalOrder.flatMap((signal) => {
    const count = counts[signal] ?? 0
    return count > 0 ? [[signal, count] as const] : []
  })
}

/** A word at the beginning of a line: `Rage click`. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export function isSignal(name: unknown): name is SignalName {
  return typeof name === 'string' && Object.hasOwn(signalLooks, name)
}
