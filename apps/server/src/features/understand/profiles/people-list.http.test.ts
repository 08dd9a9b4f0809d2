import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startTestApp, type TestApp } from '../../../testing/test-app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
  await send(
    identify({
      userId: 'p1',
      anonymousId: 'pv1',
      traits: { name: 'Zoë Quux', plan: 'gold' },
      timestamp: at(40),
    }),
    identify({
      userId: 'p2',
      anonymousId: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
      traits: { first_name: 'Bo', last_name: 'Quux', email: 'bo@q.example', plan: 'tin' },
      timestamp: at(50),
    }),
    track('Seen', { anonymousId: '550e8400-e29b-41d4-a716-446655440000', timestamp: at(45) }),
    order('Completed', { userId: 'p1', timestamp: at(41) }, { order_id: 'a', total: 10, currency: 'EUR' }),
    order('Completed', { anonymousId: 'pv1', timestamp: at(42) }, { order_id: 'b', total: '20.50' }),
    order('Refunded', { userId: 'p1', timestamp: at(43) }, { order_id: 'b', total: '0.25' }),
    order('Completed', { userId: 'p1', timestamp: at(43) }, { order_id: 'c', total: 900, currency: 'JPY' }),
    order('Completed', { userId: 'p1', timestamp: at(43) }, { order_id: 'd', total: 7, currency: 'USD' }),
    order('Cancelled', { userId: 'p1', timestamp: at(44) }, { order_id: 'd' }),
    { type: 'group', userId: 'p1', groupId: 'acme', traits: { name: 'Acme' }, timestamp: at(41) },
  )
})

afterAll(async () => {
  await app.close()
})

const at = (minute: number) => new Date(Date.UTC(2026, 0, 5, 10, minute)).toISOString()
const identify = (said: object) => ({ type: 'identify', ...said })
const track = (event: string, said: object) => ({ type: 'track', event, ...said })
const order = (what: string, said: object, properties: object) =>
  track(`Order ${what}`, { ...said, properties })

async function send(...batch: object[]): Promise<void> {
  const answer = await app.http.inject({
    method: 'POST',
    url: '/v1/batch',
    headers: { authorization: `Basic ${Buffer.from(`${app.writeKey}:`).toString('base64')}` },
    payload: { batch },
  })
  expect(answer.json()).toEqual({ success: true })
  const projected = async () =>
    (await app.request('GET', '/api/v1/projections')).json().projections[0].behind === 0
  await vi.waitUntil(projected, { timeout: 20_000, interval: 20 })
}

const list = async (query: string) => (await app.request('GET', `/api/v1/people?${query}`)).json()
const names = async (query: string) =>
  (await list(query)).people.map(({ name, profileId }: Record<string, string>) => name ?? profileId)
const profile = async (id: string) => (await app.request('GET', `/api/v1/customer/${id}/profile`)).json()

test('finds people by identifier, trait and filter, the last seen first', async () => {
  expect(await names('search=quux')).toEqual(['Bo Quux', 'Zoë Quux'])
  expect(await names('search=bo%40q')).toEqual(['Bo Quux'])
  const gold = JSON.stringify([{ property: 'person.plan', operator: 'equals', value: 'gold' }])
  expect(await list(`filters=${encodeURIComponent(gold)}`)).toMatchObject({
    total: 1,
    people: [{ name: 'Zoë Quux' }],
  })
})

test('an anonymous id is found whole or by its first eight characters, not by what is inside it', async () => {
  const { profileId } = await profile('550e8400-e29b-41d4-a716-446655440000')
  expect(await names('search=PV1')).toEqual(['Zoë Quux'])
  expect(await names('search=pv')).toEqual([])
  expect(await names('search=7C9E6679')).toEqual(['Bo Quux'])
  expect(await names('search=7c9e6679-7425-40de-944b-e07fc1f90ae7')).toEqual(['Bo Quux'])
  expect(await names('search=550e8400-e29b')).toEqual([profileId])
  for (const part of ['7c9e667', '7425-40de-944b', '40', 'e29b-41d4-a716-446655440000', '-'])
    expect(await names(`search=${part}`), part).toEqual([])
})

test('pages hold everyone once', async () => {
  const seen: string[] = []
  for (let cursor = ''; ; ) {
    const page = await list(`limit=1${cursor}`)
    seen.push(...page.people.map(({ profileId }: { profileId: string }) => profileId))
    if (page.next === null) break
    cursor = `&cursor=${page.next}`
  }
  const all = await list('limit=200')
  expect(seen).toEqual(all.people.map(({ profileId }: { profileId: string }) => profileId))
  expect(all.total).toBe(seen.length)
})

test('tells events, orders and revenue of each as their profile does', async () => {
  const { people } = await list('limit=200')
  expect(people).toHaveLength(3)
  for (const { profileId, eventCount, revenue } of people)
    expect(await profile(profileId)).toMatchObject({ eventCount, revenue })
  expect(await list('search=zo%C3%AB')).toMatchObject({
    people: [
      {
        eventCount: 8,
        revenue: [
          { currency: 'EUR', orders: 2, total: '30.25' },
          { currency: 'JPY', orders: 1, total: '900' },
        ],
      },
    ],
  })
  expect(await list('search=bo%40q')).toMatchObject({ people: [{ eventCount: 1, revenue: [] }] })
})

test('a group tells the same of its members', async () => {
  const [member] = (await list('search=zo%C3%AB')).people
  expect((await app.request('GET', '/api/v1/groups/acme')).json().members).toEqual([member])
})

test('says what is wrong with a question', async () => {
  for (const bad of [
    'filters=x',
    'filters=%5B%7B%7D%5D',
    'cursor=x',
    `filters=${encodeURIComponent('[{"property":"path","operator":"exists"}]')}`,
  ])
    expect((await app.request('GET', `/api/v1/people?${bad}`)).statusCode).toBe(400)
})
