import { useQuery } from '@tanstack/react-query'
import { listRecordings } from '@throughline/contract/recordings'
import { query } from '../../api.ts'

/** The recording of each of a person's sessions that has one, by the session's id; the latest 200. */
export function useSessionRecordings(profileId: string): ReadonlyMap<string, string> {
  const { data } = useQuery(query(listRecordings, { query: { person: profileId, limit: 200 } }))
  return new Map(data?.recordings.map(({ sessionId, id }) => [sessionId, id]))
}
