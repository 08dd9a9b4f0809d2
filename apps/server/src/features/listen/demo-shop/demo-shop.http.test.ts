import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { registerErrorHandler } from '../../../platform/http/error-handler.ts'
import { registerEndpoints } from '../../../platform/http/register-endpoints.ts'
import { demoShopFeature } from './index.ts'

let folder: string
let app: FastifyInstance
let writeKey = 'wk_first'
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-shop-'))
  await mkdir(join(folder, 'dist/images'), { recursive: true })
  await mkdir(join(folder, 'dist/assets'))
  await writeFile(join(folder, 'dist/index.html'), '<script data-write-key="__WRITE_KEY__"></script>')
  await writeFile(join(folder, 'dist/images/mug-clay.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  await writeFile(join(folder, 'dist/assets/index-abc123.js'), 'start()')
  app = Fastify()
  registerErrorHandler(app)
  registerEndpoints(app, [], { authenticate: () => Promise.reject(), strictResponses: true })
  demoShopFeature({ folder: join(folder, 'dist'), writeKey: () => writeKey }).register?.(app)
})
afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true, force: true })
})

const page = (url: string) => app.inject({ url, headers: { accept: 'text/html,*/*;q=0.8' } })
const post = (url: string, payload: object) => app.inject({ method: 'POST', url, payload })

describe('the shop’s pages', () => {
  it.each(['/shop/', '/shop/index.html', '/shop/p/mug', '/shop/checkout/address?defects=shift'])(
    'answer %s with the shell, which has the write key of that moment',
    async (url) => {
      writeKey = 'wk_second'
      const answer = await page(url)
      expect(answer.statusCode).toBe(200)
      expect(answer.headers['content-type']).toContain('text/html')
      expect(answer.headers['cache-control']).toBe('no-cache')
      expect(answer.body).toBe('<script data-write-key="wk_second"></script>')
    },
  )

  it('lead there without the slash', async () => {
    const { statusCode, headers } = await page('/shop?defects=shift')
    expect([statusCode, headers.location]).toEqual([302, '/shop/?defects=shift'])
  })

  it('come with their files', async () => {
    expect((await page('/shop/assets/index-abc123.js')).headers['cache-control']).toContain('immutable')
    expect((await page('/shop/images/mug-clay.svg')).headers['content-type']).toContain('image/svg+xml')
  })

  it.each(['/shop/assets/gone.js', '/shop/images/gone.svg', '/shop/api/nothing', '/shop/../package.json'])(
    'answer %s with a problem',
    async (url) => {
      expect((await page(url)).statusCode).toBe(404)
    },
  )
})

describe('the shop’s own API', () => {
  it.each([
    ['welcome10 ', { valid: true, code: 'WELCOME10', percent: 10 }],
    ['SUMMER25', { valid: false, reason: 'expired' }],
    ['constructor', { valid: false, reason: 'unknown' }],
  ])('judges the coupon "%s"', async (code, expected) => {
    const answer = await post('/shop/api/coupons', { code })
    expect([answer.statusCode, answer.json()]).toEqual([200, expected])
  })

  it('takes payments, and fails where the page asks it to', async () => {
    const payment = { amount: 59.8, currency: 'EUR', method: 'card' }
    expect((await post('/shop/api/payments', payment)).json()).toMatchObject({ status: 'paid' })
    const failed = await post('/shop/api/payments', { ...payment, fail: true })
    expect(failed.statusCode).toBe(500)
    expect(failed.headers['content-type']).toContain('application/problem+json')
    expect(failed.json()).toMatchObject({ code: 'internal', status: 500 })
  })

  it.each([
    ['/shop/api/payments', { amount: -1, currency: 'EUR', method: 'card' }],
    ['/shop/api/payments', { amount: 1, currency: 'Euro', method: 'card' }],
    ['/shop/api/coupons', { code: 'x'.repeat(61) }],
    ['/shop/api/coupons', {}],
  ])('refuses %s %o', async (url, body) => {
    const answer = await post(url, body)
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ code: 'invalid' })
  })

  it('offers delivery by country', async () => {
    const { options } = (await app.inject('/shop/api/delivery?country=DE')).json()
    expect(options).toHaveLength(3)
    const abroad = (await app.inject('/shop/api/delivery?country=FR')).json()
    expect(abroad.options[0].price).toBeGreaterThan(options[0].price)
    expect((await app.inject('/shop/api/delivery?country=germany')).statusCode).toBe(400)
  })

  it('gives no file that is no image of the shop', async () => {
    for (const name of ['..%2Findex.html', 'index.html', 'gone.svg'])
      expect((await app.inject(`/shop/api/slow-images/${name}`)).statusCode).toBe(404)
  })
})
