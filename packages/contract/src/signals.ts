import { Type } from 'typebox'

/** What tells that a customer struggles, by the names that the friction list uses. */
export const signalNames = [
  'rage_clicked',
  'dead_clicked',
  'error_shown',
  'script_failed',
  'request_failed',
  'form_field_refilled',
  'form_abandoned',
  'coupon_denied',
  'search_empty',
  'slow_lcp',
  'slow_inp',
  'layout_shift',
  'page_returned',
  'help_sought',
  'low_score',
] as const

export type SignalName = (typeof signalNames)[number]

export const SignalName = Type.Enum(signalNames)
