import { createAuthClient } from 'better-auth/client'

/** better-auth on the dashboard's own origin (`/api/auth/*`); its cookie is HttpOnly, so nothing is kept here. */
export const authClient = createAuthClient()
