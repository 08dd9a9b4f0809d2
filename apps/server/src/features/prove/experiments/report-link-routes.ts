import * as routes from '@throughline/contract/report-links'
import { AppError } from '../../../platform/app-error.ts'
import { bearerToken } from '../../../platform/http/bearer-token.ts'
import { type Endpoint, endpoint, type ProjectAccess } from '../../../platform/http/endpoint.ts'
import type { Author } from './experiment-service.ts'
import type { ReportLinkService } from './report-link-service.ts'
import type { StoredReportLink } from './report-link-store.ts'

/** Links to reports over HTTP: made and turned off with a login, opened with the link alone. */
export function reportLinkEndpoints(
  links: ReportLinkService,
  author: (access: ProjectAccess) => Promise<Author>,
): Endpoint[] {
  return [
    endpoint(routes.listReportLinks, async ({ access, params }) => ({
      links: (await links.list(access.projectId, params.id)).map(viewOf),
    })),
    endpoint(routes.createReportLink, async ({ access, params, body }) => {
      const expiresAt = body.expiresAt === undefined ? null : new Date(body.expiresAt)
      const { link, secret } = await links.create(
        access.projectId,
        params.id,
        expiresAt,
        await author(access),
      )
      return { link: viewOf(link), secret }
    }),
    endpoint(routes.removeReportLink, async ({ access, params }) => {
      await links.remove(access.projectId, params.id, params.link, await author(access))
      return undefined
    }),
    endpoint(routes.getSharedReport, async ({ request, reply }) => {
      reply.header('cache-control', 'no-store').header('x-robots-tag', 'noindex')
      const secret = bearerToken(request)
      if (secret === undefined)
        throw new AppError(
          'unauthenticated',
          'This needs the secret of a link to a report in the header "Authorization: Bearer <secret>".',
        )
      return links.open(secret)
    }),
  ]
}

const viewOf = ({ id, hint, createdAt, by, expiresAt }: StoredReportLink): routes.ReportLink => ({
  id,
  hint,
  createdAt: createdAt.toISOString(),
  by,
  expiresAt: expiresAt?.toISOString() ?? null,
})
