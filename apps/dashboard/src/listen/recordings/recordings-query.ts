import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query'
import { listRecordings } from '@throughline/contract/recordings'
import { call, keyOf } from '../../api.ts'
import type { RecordingsSearch } from './recordings-search.ts'

/** As many as one answer holds: the sentence above the list counts them. */
const recordingsAtOnce = 200

/** Which recordings are asked for. */
export interface RecordingsQuestion extends RecordingsSearch {
  readonly from: string
  readonly to: string
}

/** Pages of recordings, the last begun first. While another question is answered, the answer before stays. */
export function recordingsQuery({ from, to, signal, path, person }: RecordingsQuestion) {
  const asked = {
    from,
    to,
    limit: recordingsAtOnce,
    ...(signal === undefined ? {} : { signal }),
    ...(path === undefined ? {} : { path }),
    ...(person === undefined ? {} : { person }),
  }
  return infiniteQueryOptions({
    queryKey: [...keyOf(listRecordings), asked],
    queryFn: ({ signal: abort, pageParam }) =>
      call(listRecordings, { query: { ...asked, ...(pageParam ? { cursor: pageParam } : {}) } }, abort),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })
}
