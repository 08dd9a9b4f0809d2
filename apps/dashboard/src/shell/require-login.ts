import type { QueryClient } from '@tanstack/react-query'
import { type ParsedLocation, redirect } from '@tanstack/react-router'
import { sessionQuery } from '../session.ts'

/** The shell's guard: nothing of a project is drawn, or even asked for, without a login. */
export async function requireLogin(at: {
  context: { queryClient: QueryClient }
  location: ParsedLocation
}): Promise<void> {
  const session = await at.context.queryClient.ensureQueryData(sessionQuery)
  if (session.user && session.project) return
  const next = at.location.href
  throw redirect({ to: '/login', search: next === '/' ? {} : { next } })
}
