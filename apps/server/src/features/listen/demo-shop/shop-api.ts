import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { CurrencyCode } from '@throughline/contract/currency'
import type { Problem } from '@throughline/contract/problem'
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { judgeCoupon } from './coupons.ts'

/** Above the four seconds from which Google calls an LCP poor, whatever the rest of the page takes. */
const SLOW_IMAGE_MS = 4_600

const BODY_LIMIT = 4_096

const Coupon = Type.Object({ code: Type.String({ maxLength: 60 }) })

const Payment = Type.Object({
  amount: Type.Number({ minimum: 0, maximum: 1_000_000 }),
  currency: CurrencyCode,
  method: Type.String({ maxLength: 20 }),
  /** A switch of the shop asks for a failure: the defect is real for the page, and nothing here is hurt. */
  fail: Type.Optional(Type.Boolean()),
})

const Delivery = Type.Object({
  country: Type.String({ pattern: '^[A-Z]{2}$', 'x-expected': 'a country in two capital letters' }),
})

/**
 * What the demo shop asks of a server: real requests with real answers, so that they can really fail. It keeps nothing
 * and touches none of the product's data, whoever calls it.
 *
 * @param folder the built shop, whose images can also be had slowly
 */
export function registerShopApi(app: FastifyInstance, folder: string): void {
  const closing = new AbortController()
  app.addHook('preClose', async () => closing.abort())

  app.post<{ Body: Static<typeof Coupon> }>(
    '/shop/api/coupons',
    { schema: { body: Coupon }, bodyLimit: BODY_LIMIT },
    // A refused coupon is an answer like any other, no failed request.
    async ({ body }) => judgeCoupon(body.code),
  )

  app.get<{ Querystring: Static<typeof Delivery> }>(
    '/shop/api/delivery',
    { schema: { querystring: Delivery } },
    async ({ query: { country } }) => ({ options: deliveryTo(country) }),
  )

  app.post<{ Body: Static<typeof Payment> }>(
    '/shop/api/payments',
    { schema: { body: Payment }, bodyLimit: BODY_LIMIT },
    async ({ body, id }, reply) => {
      if (!body.fail) return { paymentId: randomUUID(), status: 'paid' }
      // Not thrown: an error of the server would be logged as one.
      const problem: Problem = { ...paymentFailed, requestId: id }
      return reply.code(500).type('application/problem+json').send(JSON.stringify(problem))
    },
  )

  app.get<{ Params: { name: string } }>(
    '/shop/api/slow-images/:name',
    async ({ params: { name } }, reply) => {
      if (!/^[a-z0-9-]{1,80}\.svg$/.test(name)) return reply.callNotFound()
      const image = await readFile(join(folder, 'images', name)).catch(() => undefined)
      if (!image) return reply.callNotFound()
      await sleep(SLOW_IMAGE_MS, undefined, { signal: closing.signal }).catch(() => undefined)
      return reply.type('image/svg+xml').header('cache-control', 'no-store').send(image)
    },
  )
}

const deliveryTo = (country: string) => {
  const abroad = country === 'DE' ? 0 : 4
  return [
    { id: 'standard', name: 'Standard', days: abroad ? '4–6' : '2–3', price: 4.9 + abroad },
    { id: 'express', name: 'Express', days: abroad ? '2' : '1', price: 11.9 + abroad },
    { id: 'pickup', name: 'Parcel shop near you', days: abroad ? '4–6' : '2–4', price: 2.9 + abroad },
  ]
}

const paymentFailed = {
  type: 'about:blank',
  title: 'Something went wrong here',
  status: 500,
  code: 'internal',
  detail: 'The payment provider did not answer. This failure is planted: see /shop/defects.',
} as const
