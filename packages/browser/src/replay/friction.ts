import type { Properties } from '../host.ts'

const always = new Set([
  'Rage Clicked',
  'Dead Clicked',
  'Error Shown',
  'Script Failed',
  'Request Failed',
  'Form Abandoned',
  'Coupon Denied',
  'Page Returned',
  'Help Sought',
])

/** Google's "poor" bands: LCP and INP in milliseconds. */
const poor: Readonly<Record<string, number>> = { LCP: 4000, INP: 500, CLS: 0.25 }

/** Whether an event tells that the visitor struggles: what the server counts as a signal. */
export function isFriction(event: string, properties: Properties): boolean {
  const { refills, results, metric, value } = properties
  return (
    always.has(event) ||
    (event === 'Form Field Left' && Number(refills) >= 2) ||
    (event === 'Products Searched' && results === 0) ||
    (event === 'Web Vital Measured' && Number(value) > (poor[String(metric)] ?? Number.POSITIVE_INFINITY))
  )
}
