import type { Feature } from '../../../platform/http/feature.ts'
import { serveBuiltApp } from '../../../platform/http/serve-built-app.ts'
import { registerShopApi } from './shop-api.ts'

export interface DemoShopDependencies {
  /** Where the built shop lies. */
  readonly folder: string
  /** The key that its pages send events with, asked for each page: it may be changed meanwhile. */
  readonly writeKey: () => string | undefined
}

/**
 * The demo shop under `/shop/`: what people click through to see what the SDK tells, and what the browser tests walk.
 *
 * Its pages carry the default project's write key, as every page of a site with the SDK does. That is safe: a write key
 * is public by design. It lets events in and nothing out, and any visitor of any site can read it in the source.
 */
export const demoShopFeature = ({ folder, writeKey }: DemoShopDependencies): Feature => ({
  register(app) {
    registerShopApi(app, folder)
    // People type it so, and the pages' own addresses need the slash.
    app.get('/shop', (request, reply) =>
      reply.redirect(`/shop/${request.url.slice(request.url.split('?', 1)[0]?.length)}`),
    )
    serveBuiltApp(app, {
      base: '/shop/',
      folder,
      programs: /^\/shop\/(api|images)(\/|$)/,
      title: 'The demo shop',
      // Keys are URL-safe characters alone, so nothing in one can end the attribute.
      shell: (html) => html.replaceAll('__WRITE_KEY__', writeKey() ?? ''),
    })
  },
})
