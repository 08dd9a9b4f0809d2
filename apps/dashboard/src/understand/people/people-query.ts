import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query'
import type { Filter } from '@throughline/contract/filter'
import { listPeople, type PersonSummary } from '@throughline/contract/people'
import type { RouteResponse } from '@throughline/contract/route'
import { call, keyOf } from '../../api.ts'
import { isComplete } from '../../ui/filter/operator-words.ts'

/** Which people are asked for. */
export interface PeopleQuestion {
  readonly search: string | undefined
  readonly where: readonly Filter[]
  readonly segment: string | undefined
}

/** Pages of people, the last seen first. While another question is answered, the answer before stays. */
export function peopleQuery(question: PeopleQuestion) {
  const asked = queryOf(question)
  return infiniteQueryOptions({
    queryKey: [...keyOf(listPeople), asked],
    queryFn: ({ signal, pageParam }) =>
      call(listPeople, { query: { ...asked, ...(pageParam ? { cursor: pageParam } : {}) } }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })
}

/** More would be a file that no spreadsheet opens; the API streams all of them. */
export const exportLimit = 50_000

/**
 * Reads all people that a question means, page by page, up to `exportLimit`.
 *
 * @param onProgress is told how many are there
 */
export async function allPeople(
  question: PeopleQuestion,
  onProgress: (count: number) => void,
  signal: AbortSignal,
): Promise<PersonSummary[]> {
  const people: PersonSummary[] = []
  let cursor: string | null = ''
  while (cursor !== null && people.length < exportLimit) {
    const query = { ...queryOf(question), limit: 200, ...(cursor === '' ? {} : { cursor }) }
    const page: RouteResponse<typeof listPeople> = await call(listPeople, { query }, signal)
    people.push(...page.people)
    onProgress(people.length)
    cursor = page.next
  }
  return people
}

function queryOf({ search, where, segment }: PeopleQuestion) {
  const filters = [
    ...where.filter(isComplete),
    ...(segment === undefined ? [] : [{ property: 'segment', operator: 'in', value: [segment] }]),
  ]
  return {
    ...(search === undefined ? {} : { search }),
    ...(filters.length === 0 ? {} : { filters: JSON.stringify(filters) }),
  }
}
