import {
  type FindingMark,
  type FindingState,
  findingMarks,
  findingStates,
} from '@throughline/contract/friction'

/** Of whom the list is: by a mark, or also those that are ignored, which stay out of sight otherwise. */
type MarkFilter = FindingMark | 'all'

const markFilters: readonly MarkFilter[] = ['all', ...findingMarks]

/** What the list of findings is narrowed to, besides the period. */
export interface FrictionSearch {
  state?: FindingState | undefined
  signal?: string | undefined
  step?: string | undefined
  /** Everything that is not ignored unless said. */
  mark?: MarkFilter | undefined
  /** Who has taken it on; `nobody` for those that nobody has. */
  owner?: string | undefined
}

/** The owner of the link that stands for findings without one. */
export const nobody = 'nobody'

/** Reads the filters from a link, and leaves out what cannot be understood. */
export function parseFrictionSearch(search: Record<string, unknown>): FrictionSearch {
  const state = findingStates.find((name) => name === search.state)
  const mark = markFilters.find((name) => name === search.mark)
  const found: FrictionSearch = {}
  if (state !== undefined) found.state = state
  if (mark !== undefined) found.mark = mark
  for (const key of ['signal', 'step', 'owner'] as const) {
    const text = textOf(search[key])
    if (text !== undefined) found[key] = text
  }
  return found
}

/** The router reads a value of digits only as a number. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}
