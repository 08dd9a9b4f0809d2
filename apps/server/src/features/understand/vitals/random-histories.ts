import fc from 'fast-check'
import type { EventRow } from '../../../platform/events/event-row.ts'
import { eventRow } from '../../../testing/event-rows.ts'
import type { NaiveEvent } from './naive-vitals.ts'

const START = Date.UTC(2026, 0, 1)
const MINUTE = 60_000

/** Values around the bounds of the bands, and some that none can have. */
const value = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 6000 }) },
  { weight: 3, arbitrary: fc.constantFrom(0, 0.1, 0.25, 0.05, 0.3, 200, 500, 800, 1800, 2500, 3000, 4000) },
  { weight: 1, arbitrary: fc.constantFrom(-1, 'fast', null, true, '1500') },
)

const event: fc.Arbitrary<NaiveEvent> = fc
  .record({
    person: fc.constantFrom('u1', 'u2', 'u3', 'u4'),
    session: fc.constantFrom('', 's1', 's2', 's3'),
    // Four days and a half, so that some lie past the range; a minute apart at least, so that time orders them.
    minute: fc.integer({ min: 0, max: 4 * 1440 + 720 }),
    kind: fc.constantFrom('page', 'page', 'vital', 'vital', 'vital', 'vital', 'order', 'other'),
    path: fc.constantFrom('/', '/', '/cart', '/product/red', '/help'),
    device: fc.constantFrom('mobile', 'desktop'),
    metric: fc.constantFrom('LCP', 'LCP', 'INP', 'CLS', 'FCP', 'TTFB', 'lcp', 'FID'),
    value,
    view: fc.constantFrom('', '', '', 'v1', 'v2', 'v3', 'v4', 'v5', 'v6'),
    element: fc.constantFrom('', '', '#hero', 'img.large'),
    script: fc.constantFrom('', '', 'https://x.example/a.js'),
    revenue: fc.integer({ min: 1, max: 90 }),
  })
  .map(({ minute, ...rest }) => ({ ...rest, at: START + minute * MINUTE }))

/** Some dozens to some hundreds of things that happened, no two in one minute. */
export const history: fc.Arbitrary<NaiveEvent[]> = fc.uniqueArray(event, {
  minLength: 40,
  maxLength: 400,
  selector: ({ at }) => at,
})

/** What the log would hold of them; a value that is told again says so. */
export function rowsOf(projectId: string, events: readonly NaiveEvent[]): EventRow[] {
  const told = new Map<string, number>()
  return events
    .toSorted((a, b) => a.at - b.at)
    .map((one) => {
      const { person, session, at, path, device, kind, metric, view } = one
      const word = `${metric.toUpperCase()} ${view}`
      const revision = kind === 'vital' && view !== '' ? (told.get(word) ?? 0) + 1 : 1
      if (kind === 'vital') told.set(word, revision)
      return eventRow({
        project_id: projectId,
        user_id: person,
        session_id: session,
        ts: at,
        // What the column holds is the page that is open by then, which for vitals may be another.
        path: kind === 'vital' ? '/later' : path,
        device_type: device,
        ...said(one, revision),
      })
    })
}

function said(one: NaiveEvent, revision: number): Partial<EventRow> {
  if (one.kind === 'page') return { type: 'page', event: 'Home' }
  if (one.kind === 'other') return { event: 'Element Clicked' }
  if (one.kind === 'order') {
    const order = { order_id: `o${one.at}`, revenue: one.revenue, currency: 'EUR' }
    return { event: 'Order Completed', properties: JSON.stringify(order) }
  }
  const { metric, value: measured, view, element, script, path } = one
  const properties = {
    metric,
    value: measured,
    path,
    ...(view && { view_id: view }),
    ...(revision > 1 && { revision }),
    attribution: { ...(element && { element }), ...(script && { script }) },
  }
  return { event: 'Web Vital Measured', properties: JSON.stringify(properties) }
}
