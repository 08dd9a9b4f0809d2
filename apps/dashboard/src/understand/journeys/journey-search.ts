import { type StageName, stages } from '@throughline/contract/journey-mapping'

/** What a link to the map says beside period and segment. */
export interface JourneySearch {
  /** Id of the second segment, side by side. */
  compare?: string | undefined
  /** The stage that is open at the side. */
  stage?: StageName | undefined
  /** The touchpoint of it that is open. */
  touchpoint?: string | undefined
}

/** Reads the part of the link that is the map's own; what cannot be understood is left out. */
export function parseJourneySearch(search: Record<string, unknown>): JourneySearch {
  const { compare, touchpoint } = search
  const stage = stages.find((name) => name === search.stage)
  const found: JourneySearch = {}
  if (isName(compare)) found.compare = String(compare)
  if (stage !== undefined) found.stage = stage
  if (stage !== undefined && isName(touchpoint)) found.touchpoint = String(touchpoint)
  return found
}

/** The router reads a value of digits only as a number. */
function isName(value: unknown): value is string | number {
  return (typeof value === 'string' && value !== '') || typeof value === 'number'
}
