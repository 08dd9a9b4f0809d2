import { createRelease, deleteRelease, listReleases, type Release } from '@throughline/contract/releases'
import { type Endpoint, endpoint } from '../../../platform/http/endpoint.ts'
import type { ReleaseService } from './release-service.ts'
import type { StoredRelease } from './release-store.ts'

export const releaseEndpoints = (releases: ReleaseService): Endpoint[] => [
  endpoint(createRelease, async ({ access, body }) => view(await releases.create(access.projectId, body))),
  endpoint(listReleases, async ({ access, query }) => ({
    releases: (await releases.list(access.projectId, query)).map(view),
  })),
  endpoint(deleteRelease, async ({ access, params }) => {
    await releases.remove(access.projectId, params.id)
    return undefined
  }),
]

const view = ({ at, ...release }: StoredRelease): Release => ({ ...release, at: at.toISOString() })
