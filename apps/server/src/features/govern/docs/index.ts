import { join } from 'node:path'
import type { Route } from '@throughline/contract/route'
import type { FastifyInstance } from 'fastify'
import { AppError } from '../../../platform/app-error.ts'
import type { Feature } from '../../../platform/http/feature.ts'
import { apiReference } from './api-reference.ts'
import { readGuides } from './guides.ts'
import { openApiDocument } from './open-api.ts'
import { docsPage } from './page.ts'

const folder = join(import.meta.dirname, '../../../../../../docs/guides')
const reference = { href: '/docs/api', title: 'API reference' }

/** `/docs` and `/openapi.json`: open to everybody, made from the guides and from the route values themselves. */
export function docsFeature(routes: readonly Route[], version: string): Feature {
  const guides = readGuides(folder)
  const links = [...guides.map(({ slug, title }) => ({ href: `/docs/${slug}`, title })), reference]
  const openApi = openApiDocument(routes, version)

  return {
    register(app: FastifyInstance) {
      app.get('/openapi.json', async () => openApi)
      app.get('/docs', async (_, reply) => reply.redirect(links[0]?.href ?? reference.href))
      app.get('/docs/api', async (_, reply) =>
        reply
          .type('text/html; charset=utf-8')
          .send(docsPage(reference.title, apiReference(routes), links, reference.href)),
      )
      app.get<{ Params: { slug: string } }>('/docs/:slug', async ({ params }, reply) => {
        const guide = guides.find(({ slug }) => slug === params.slug)
        if (!guide) throw new AppError('not_found', `There is no guide named ${params.slug}.`)
        const html = docsPage(guide.title, guide.html, links, `/docs/${guide.slug}`)
        return reply.type('text/html; charset=utf-8').send(html)
      })
    },
  }
}
