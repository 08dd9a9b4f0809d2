import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { getProfile } from '@throughline/contract/people'
import { query } from '../../api.ts'
import { profileName } from '../../understand/people/person-name.ts'

/** Names change seldom, and a list asks for many. */
const namesStayMs = 5 * 60_000

/** What the person of a recording is called; `Visitor` while that is not known. */
export function useRecordedName(profileId: string | null): string {
  const profile = useQuery({
    ...query(getProfile, { params: { id: profileId ?? '' } }),
    enabled: profileId !== null,
    staleTime: namesStayMs,
  })
  return profile.data ? profileName(profile.data) : 'Visitor'
}

/** The person of a recording, with the way to all that is known of them. */
export function RecordedPerson({ profileId }: { profileId: string | null }) {
  const name = useRecordedName(profileId)
  if (profileId === null) return <>Visitor without an event</>
  return (
    <Link to="/people/$id" params={{ id: profileId }}>
      {name}
    </Link>
  )
}
