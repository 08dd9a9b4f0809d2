import { type Filter, operators } from '@throughline/contract/filter'

/** What the list of people is narrowed to: words to find, and conditions on traits. */
export interface PeopleSearch {
  q?: string | undefined
  where?: Filter[] | undefined
}

/** Reads search and conditions from a link, and leaves out what cannot be understood. */
export function parsePeopleSearch(search: Record<string, unknown>): PeopleSearch {
  const where = Array.isArray(search.where) ? search.where.filter(isFilter).slice(0, 50) : []
  return { ...parseWords(search), ...(where.length > 0 ? { where } : {}) }
}

/** Reads only the words to find. */
export function parseWords({ q }: Record<string, unknown>): { q?: string | undefined } {
  return (typeof q === 'string' || typeof q === 'number') && q !== '' ? { q: String(q).slice(0, 200) } : {}
}

function isFilter(value: unknown): value is Filter {
  if (typeof value !== 'object' || value === null || !('property' in value) || !('operator' in value)) {
    return false
  }
  return typeof value.property === 'string' && operators.some((operator) => operator === value.operator)
}
