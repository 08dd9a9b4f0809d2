import { afterAll, beforeAll, expect, it } from 'vitest'
import { experimentCalls, namesLike } from '../../../testing/experiment-calls.ts'
import { plantFinding } from '../../../testing/plant-finding.ts'
import { startTestApp, type TestApp } from '../../../testing/test-app.ts'

const DAY = 86_400_000

let app: TestApp
let now = Date.UTC(2026, 4, 1, 10)
beforeAll(async () => {
  app = await startTestApp({ clock: () => now })
})
afterAll(() => app.close())

it('goes from a friction finding to a draft, and tells the finding’s card what came of it', async () => {
  const { api, makeFlag, evaluate, send, drawnBy } = experimentCalls(app)
  const period = {
    from: new Date(now - 28 * DAY).toISOString(),
    to: new Date(now).toISOString(),
    timezone: 'UTC',
  }
  const where = { step: 'Shipping', path: '/checkout/*/shipping', element: '#continue' }
  const id = await plantFinding(app.state, { period, now, said: { where } })
  const card = async () =>
    (await api('GET', `friction/findings/${id}?${new URLSearchParams(period)}`)).finding
  expect((await card()).actions).toEqual([])

  const draft = await api('POST', 'experiments/from-finding', { id, ...period }, 201)
  expect(draft).toMatchObject({
    state: 'draft',
    finding: id,
    audience: [{ attribute: 'browser.name', operator: 'equals', value: 'Safari' }],
    metrics: { primary: 'ready:ordered', secondaries: ['ready:rage'] },
    decision: { effect: expect.any(Number) },
    seen: { event: '*', where: [{ property: 'path', value: '^/checkout/[^/]+/shipping$' }] },
  })
  expect((await card()).actions).toMatchObject([
    { kind: 'experiment', id: draft.id, title: 'Repair: Shipping step fails with Safari' },
  ])

  await makeFlag('repair')
  const url = `experiments/${draft.id}`
  const split = ['off', 'on'].map((variation) => ({ variation, weight: 50 }))
  await api('PATCH', url, { flag: 'repair', control: 'off', split, decision: { plannedUnits: 80 } })
  await api('POST', `${url}/start`)
  expect((await evaluate('repair', 'somebody')).variant).toBe('on')
  const safari = { 'browser.name': 'Safari' }
  const drawn = await drawnBy('repair', safari)
  const orders: object[] = []
  for (const [variation, buyers] of Object.entries({ off: 8, on: 32 })) {
    const names = namesLike((name) => drawn(name)?.variation === variation, 'repair-')
    for (let index = 0; index < 40; index++) {
      const userId = names.next().value
      await evaluate('repair', userId, safari)
      const properties = { order_id: `o-${userId}`, revenue: 20, currency: 'EUR' }
      const timestamp = new Date(now + 60_000).toISOString()
      if (index < buyers)
        orders.push({ type: 'track', event: 'Order Completed', userId, timestamp, properties })
    }
  }
  now += 8 * DAY
  await send(orders)
  await api('POST', `${url}/stop`, { reason: 'Clear enough.' })
  const [told] = (await card()).actions
  expect(told.title).toMatch(
    /^Repair: Shipping step fails with Safari: "on" brings 300 % more people who order, .*ship it\./,
  )

  // Without a period it is the 28 days up to the last full hour, the same for as long as one asks again.
  now += 10 * 60_000 - 8 * DAY
  expect((await api('POST', 'experiments/from-finding', { id }, 201)).finding).toBe(id)
})
