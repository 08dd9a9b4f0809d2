import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { registerErrorHandler } from '../../../platform/http/error-handler.ts'
import { registerSecurityHeaders } from '../../../platform/http/security-headers.ts'
import { sdkFeature } from './index.ts'

let folder: string
let app: FastifyInstance
const dist = () => join(folder, 'dist')
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-sdk-'))
  app = Fastify()
  registerErrorHandler(app)
  registerSecurityHeaders(app, undefined)
  sdkFeature({ folder: dist() }).register?.(app)
})
afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true, force: true })
})

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers })

describe('an SDK that is not built', () => {
  it.each(['/sdk.js', '/sdk/replay.js'])('says at %s what to do', async (url) => {
    const answer = await get(url)
    expect(answer.statusCode).toBe(503)
    expect(answer.headers['retry-after']).toBe('5')
    expect(answer.json()).toMatchObject({
      code: 'unavailable',
      detail: expect.stringContaining('npm run build'),
    })
  })
})

describe('an SDK that is built', () => {
  const script = 'start()'
  const hash = createHash('sha256').update(script).digest('hex').slice(0, 12)
  beforeAll(async () => {
    await mkdir(dist())
    await writeFile(join(folder, 'secret.js'), 'outside')
    await writeFile(join(dist(), 'sdk.js'), script)
    await writeFile(join(dist(), 'replay.js'), script)
    await writeFile(join(dist(), '.built-from'), 'hash')
  })

  it('is given to every site, and asked for again after five minutes', async () => {
    const answer = await get('/sdk.js')
    expect(answer.statusCode).toBe(200)
    expect(answer.body).toBe(script)
    expect(answer.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=300',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    })
  })

  it('is not sent again to who has it', async () => {
    const etag = String((await get('/sdk.js')).headers.etag)
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*'])
      expect((await get('/sdk.js', { 'if-none-match': known })).statusCode).toBe(304)
    expect((await get('/sdk.js', { 'if-none-match': '"other"' })).statusCode).toBe(200)
  })

  it('is compressed as the browser can read it', async () => {
    const br = await get('/sdk.js', { 'accept-encoding': 'gzip, deflate, br, zstd' })
    expect(br.headers['content-encoding']).toBe('br')
    expect(brotliDecompressSync(br.rawPayload).toString()).toBe(script)
    const gzip = await get('/sdk.js', { 'accept-encoding': 'gzip' })
    expect(gunzipSync(gzip.rawPayload).toString()).toBe(script)
    expect(gzip.headers.vary).toContain('accept-encoding')
    expect(gzip.headers.etag).not.toBe(br.headers.etag)
  })

  it('is kept for ever where the address names its content', async () => {
    const named = await get(`/sdk/replay.js?v=${hash}`)
    expect(named.body).toBe(script)
    expect(named.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    for (const url of ['/sdk/replay.js', '/sdk/replay.js?v=older'])
      expect((await get(url)).headers['cache-control']).toBe('public, max-age=300')
  })

  it('gives a new build without a restart', async () => {
    await writeFile(join(dist(), 'sdk.js'), 'start() // again')
    expect((await get('/sdk.js')).body).toBe('start() // again')
  })

  it.each([
    '/sdk/vitals.js',
    '/sdk/.built-from',
    '/sdk/..%2fsecret.js',
    '/sdk/%2e%2e%2fsecret.js',
    '/sdk/a%00.js',
  ])('has nothing at %s', async (url) => {
    const answer = await get(url)
    expect(answer.statusCode).toBe(404)
    expect(answer.json()).toMatchObject({ code: 'not_found' })
  })
})
