/**
 * Whether a filter on `segment` names this one, anywhere within what holds filters: a report's question, a metric.
 * Looking everywhere, rather than where filters are known to be, lets no new place be forgotten.
 */
export function namesSegment(held: unknown, id: string): boolean {
  if (typeof held !== 'object' || held === null) return false
  if ('property' in held && held.property === 'segment' && 'value' in held)
    return Array.isArray(held.value) ? held.value.includes(id) : held.value === id
  return Object.values(held).some((part) => namesSegment(part, id))
}
