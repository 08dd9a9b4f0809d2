import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../../platform/app-error.ts'
import { isKnown } from '../../../platform/http/if-none-match.ts'
import type { BuiltScript, BuiltScripts } from './built-scripts.ts'

/** A new version of the SDK reaches every page within five minutes. */
const FRESH = 'public, max-age=300'
/** An address that names the content's hash never gives anything else. */
const FOR_EVER = 'public, max-age=31536000, immutable'

/** `GET /sdk.js`, which sites embed, and `GET /sdk/<file>`, which it loads when the page is idle. */
export function registerSdkRoutes(app: FastifyInstance, scripts: BuiltScripts): void {
  app.get('/sdk.js', async (request, reply) => {
    const script = await scripts('sdk.js')
    if (!script) throw notBuilt()
    return send(request, reply, script, FRESH)
  })

  app.get<{ Params: { file: string }; Querystring: { v?: string } }>('/sdk/:file', async (request, reply) => {
    const { file } = request.params
    const script = await scripts(file)
    if (script) return send(request, reply, script, request.query.v === script.hash ? FOR_EVER : FRESH)
    if (!(await scripts('sdk.js'))) throw notBuilt()
    throw new AppError('not_found', `The SDK has no file "${file}".`)
  })
}

const notBuilt = () =>
  new AppError(
    'unavailable',
    'The browser SDK is not built yet. Run `npm run build`, or start with `npm start`, which does it when it is needed.',
    { retryAfter: 5 },
  )

/** Any site may load and read it: what everybody can have needs no guard, and integrity checks need CORS. */
function send(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  script: BuiltScript,
  cacheControl: string,
): FastifyReply {
  const form = formFor(headers['accept-encoding'] ?? '')
  const etag = `"${script.hash}-${form}"`
  reply.headers({
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'cache-control': cacheControl,
    vary: 'accept-encoding',
    etag,
  })
  if (isKnown(headers['if-none-match'], etag)) return reply.code(304).send()
  if (form !== 'plain') reply.header('content-encoding', form)
  return reply.type('text/javascript; charset=utf-8').send(script[form])
}

/** Browsers that accept brotli say so with each request; none of them refuses by `q=0`. */
function formFor(accepted: string): 'br' | 'gzip' | 'plain' {
  if (/\bbr\b/.test(accepted)) return 'br'
  return /\bgzip\b/.test(accepted) ? 'gzip' : 'plain'
}
