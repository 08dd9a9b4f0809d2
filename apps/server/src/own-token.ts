import { timingSafeEqual } from 'node:crypto'
import { tokenScopes } from '@throughline/contract/route'
import type { EndpointOptions } from './platform/http/register-endpoints.ts'

type Authenticate = EndpointOptions['authenticate']

/**
 * Lets in who runs this very process. The command line opens the stores itself where no server runs, and calls the same
 * routes as it would over the network, without one.
 *
 * @param ownToken made up by this process and kept nowhere; undefined in a server
 */
export function acceptOwnToken(
  authenticate: Authenticate,
  ownToken: string | undefined,
  projectId: () => string,
): Authenticate {
  if (ownToken === undefined) return authenticate
  const expected = Buffer.from(`Bearer ${ownToken}`)
  return async (request, scope) => {
    const given = Buffer.from(request.headers.authorization ?? '')
    if (given.length === expected.length && timingSafeEqual(given, expected))
      return { projectId: projectId(), userId: null, scopes: tokenScopes }
    return authenticate(request, scope)
  }
}
