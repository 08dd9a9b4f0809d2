const always: Readonly<Record<string, string>> = {
  'Rage Clicked': 'rage_clicked',
  'Dead Clicked': 'dead_clicked',
  'Error Shown': 'error_shown',
  'Script Failed': 'script_failed',
  'Request Failed': 'request_failed',
  'Form Abandoned': 'form_abandoned',
  'Coupon Denied': 'coupon_denied',
  'Page Returned': 'page_returned',
  'Help Sought': 'help_sought',
}

/** Where a vital is poor, by Google's bands. */
const poorAbove: Readonly<Record<string, readonly [signal: string, above: number]>> = {
  LCP: ['slow_lcp', 4000],
  INP: ['slow_inp', 500],
  CLS: ['layout_shift', 0.25],
}

/** Answers up to this are unhappy ones. */
const unhappyUpTo: Readonly<Record<string, number>> = { NPS: 6, CSAT: 2, CES: 3 }

/** Events that no step and no signal follows from go by `event:<name>`. */
const plain = new Set([
  'Product Viewed',
  'Product Added',
  'Cart Viewed',
  'Checkout Started',
  'Order Completed',
])

/** The signal that an event is by the words of the friction list; undefined where it is none. */
export function signalOfRow(
  event: string,
  properties: Readonly<Record<string, unknown>>,
): string | undefined {
  const number = (name: string) => Number(properties[name] ?? Number.NaN)
  const metric = String(properties.metric ?? '').toUpperCase()
  switch (event) {
    case 'Form Field Left':
      return number('refills') >= 2 ? 'form_field_refilled' : undefined
    case 'Products Searched':
      return number('results') === 0 ? 'search_empty' : undefined
    case 'Web Vital Measured': {
      const [signal, above] = poorAbove[metric] ?? []
      return above !== undefined && number('value') > above ? signal : undefined
    }
    case 'Survey Answered':
      return number('score') <= (unhappyUpTo[metric] ?? -1) ? 'low_score' : undefined
    default:
      return always[event] ?? (plain.has(event) ? undefined : `event:${event}`)
  }
}
