import { type Filter, Filters } from '@throughline/contract/filter'
import type { PersonSummary } from '@throughline/contract/people'
import { Check } from 'typebox/value'
import { AppError } from '../../../platform/app-error.ts'
import { keyOfProfileId, profileIdOf } from '../../../platform/events/person-key.ts'
import type { PeopleConditions } from './people-conditions-queries.ts'
import type { PeopleCursor, PeopleQueries } from './people-queries.ts'
import type { CurrencyOf } from './profile-service.ts'

export interface PeopleService {
  list(
    projectId: string,
    asked: { search?: string; filters?: string; limit?: number; cursor?: string },
  ): Promise<{ people: PersonSummary[]; total: number; next: string | null }>
}

/** Lists people by what is known about them. */
export const peopleService = (
  people: PeopleQueries,
  conditions: PeopleConditions,
  currencyOf: CurrencyOf,
): PeopleService => ({
  async list(projectId, { search = '', filters, limit = 50, cursor }) {
    const where = await conditions.of(projectId, filters === undefined ? [] : readFilters(filters))
    const scope = { projectId, currency: currencyOf(projectId), where, search: search.trim() }
    const after = cursor === undefined ? undefined : readCursor(cursor)
    const [page, total] = await Promise.all([people.page(scope, after, limit), people.count(scope)])
    return { people: page.people, total, next: page.next ? writeCursor(page.next) : null }
  },
})

/** @throws AppError `invalid` where the text is no JSON list of filters that ask about people */
function readFilters(given: string): Filter[] {
  let filters: unknown
  try {
    filters = JSON.parse(given)
  } catch {
    throw invalid('filters', 'expected a JSON array of filters')
  }
  if (!Check(Filters, filters))
    throw invalid('filters', 'expected a JSON array of {"property", "operator", "value"}')
  for (const [at, { property }] of filters.entries())
    if (property !== 'segment' && !/^person\../.test(property))
      throw invalid(`filters[${at}].property`, 'people are filtered by person.<trait> or segment')
  return filters
}

const writeCursor = ({ ms, profile }: PeopleCursor): string => `${ms}-${profileIdOf(profile)}`

function readCursor(cursor: string): PeopleCursor {
  const [, ms, id = ''] = /^(-?\d{1,15})-([0-9a-f]{16})$/.exec(cursor) ?? []
  const profile = keyOfProfileId(id)
  if (ms === undefined || profile === undefined)
    throw invalid('cursor', 'expected `next` of the answer before')
  return { ms: Number(ms), profile }
}

const invalid = (field: string, expected: string) =>
  new AppError('invalid', `${field}: ${expected}.`, { field })
