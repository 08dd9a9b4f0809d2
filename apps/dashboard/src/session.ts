import { useSuspenseQuery } from '@tanstack/react-query'
import { getSession, type SessionProject } from '@throughline/contract/session'
import { query } from './api.ts'

/** Who is logged in and which project they look at; kept for a minute. */
export const sessionQuery = { ...query(getSession, {}), staleTime: 60_000 }

/** The project on the screen. Only pages inside the shell may ask: its guard has made sure of a login. */
export function useProject(): SessionProject {
  const { data } = useSuspenseQuery(sessionQuery)
  if (!data.project) throw new Error('A page inside the shell was drawn without a login')
  return data.project
}

/** Name and e-mail of who is logged in. */
export function useUser(): { name: string; email: string } {
  const { data } = useSuspenseQuery(sessionQuery)
  return data.user ?? { name: '', email: '' }
}
