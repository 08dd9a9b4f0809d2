import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { getProfile } from '@throughline/contract/people'
import { query } from '../../api.ts'
import { profileName } from '../../understand/people/person-name.ts'

/** Somebody who sent no event of their own, only a recording. */
export const unknownName = 'Visitor'

/** Names change seldom, and a list asks for many. */
const namesStayMs = 5 * 60_000

/** What the person of a recording is called; undefined while, or where, nothing is known of them. */
export function useRecordedName(profileId: string | null): string | undefined {
  const profile = useQuery({
    ...query(getProfile, { params: { id: profileId ?? '' } }),
    enabled: profileId !== null,
    staleTime: namesStayMs,
  })
  return profile.data && profileName(profile.data)
}

/** The person of a recording, with the way to all that is known of them. */
export function RecordedPerson({ profileId }: { profileId: string | null }) {
  const name = useRecordedName(profileId)
  if (profileId === null || name === undefined) return <>{unknownName}</>
  return (
    <Link to="/people/$id" params={{ id: profileId }}>
      {name}
    </Link>
  )
}
