import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { registerErrorHandler } from './error-handler.ts'
import { registerSecurityHeaders } from './security-headers.ts'
import { serveDashboard } from './serve-dashboard.ts'

let folder: string
let app: FastifyInstance
const dist = () => join(folder, 'dist')
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-dashboard-'))
  await mkdir(dist())
  await writeFile(join(folder, 'secret.txt'), 'outside')
  app = Fastify()
  registerErrorHandler(app)
  registerSecurityHeaders(app, 'https://cx.example.com')
  serveDashboard(app, dist())
})
afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true, force: true })
})

const page = (url: string) => app.inject({ url, headers: { accept: 'text/html,*/*;q=0.8' } })

describe('a dashboard that is not built', () => {
  it('says what to do', async () => {
    const answer = await page('/')
    expect(answer.statusCode).toBe(503)
    expect(answer.headers['content-type']).toContain('text/html')
    expect(answer.body).toContain('npm run build')
  })
})

describe('a dashboard that is built', () => {
  beforeAll(async () => {
    await mkdir(join(dist(), 'assets'))
    await writeFile(join(dist(), 'index.html'), '<title>Throughline</title>')
    await writeFile(join(dist(), 'favicon.svg'), '<svg/>')
    await writeFile(join(dist(), 'assets/index-abc123.js'), 'start()')
    await writeFile(join(dist(), '.built-from'), 'hash')
  })

  it.each(['/', '/journeys', '/people/anna@example.com', '/reports/funnel?from=2026-01-01'])(
    'answers %s with its shell, which is looked for anew each time',
    async (url) => {
      const answer = await page(url)
      expect(answer.statusCode).toBe(200)
      expect(answer.body).toBe('<title>Throughline</title>')
      expect(answer.headers['cache-control']).toBe('no-cache')
    },
  )

  it('lets a browser keep what has a hash in its name', async () => {
    const asset = await page('/assets/index-abc123.js')
    expect(asset.headers['cache-control']).toContain('immutable')
    expect(asset.headers['content-type']).toContain('javascript')
    expect((await page('/favicon.svg')).headers['cache-control']).toBe('no-cache')
  })

  it.each(['/assets/index-gone.js', '/api/v1/nothing', '/v1/nothing', '/ofrep/nothing', '/api'])(
    'answers %s with a problem, not with a page',
    async (url) => {
      const answer = await page(url)
      expect(answer.statusCode).toBe(404)
      expect(answer.headers['content-type']).toContain('application/problem+json')
    },
  )

  it.each(['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/.built-from', '/%00', '/%zz'])(
    'gives nothing away for %s',
    async (url) => {
      const answer = await page(url)
      expect(answer.body).not.toContain('outside')
      expect(answer.body).not.toBe('hash')
      expect(answer.statusCode).toBeLessThan(500)
    },
  )

  it('tells the browser to run our scripts alone, and nobody to frame us', async () => {
    const { headers } = await page('/')
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'strict-transport-security': 'max-age=31536000',
    })
  })
})
