import type { Segment } from '@throughline/contract/segments'

/** What a segment is called that a link or a rule still names. */
const DELETED = 'Deleted segment'

/**
 * The segments to choose from, by name. The one that is chosen is always among them, since a link or a rule may name
 * one that is no more.
 *
 * @param segments undefined while the list is not there
 * @param without left out unless it is chosen
 */
export function segmentChoices(
  segments: readonly Pick<Segment, 'id' | 'name'>[] | undefined,
  chosen: string | undefined,
  without?: string,
): { value: string; label: string }[] {
  const known = (segments ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const offered = known.filter(({ value }) => value === chosen || value !== without)
  if (chosen === undefined || known.some(({ value }) => value === chosen)) return offered
  return [{ value: chosen, label: segments ? DELETED : chosen }, ...offered]
}
