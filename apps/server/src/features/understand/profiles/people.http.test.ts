import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../../testing/test-app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})

afterAll(async () => {
  await app.close()
})

const at = (minute: number) => new Date(Date.UTC(2026, 0, 5, 10, minute)).toISOString()

/** Sends events and waits until people follow. */
async function send(...batch: object[]): Promise<void> {
  const answer = await app.http.inject({
    method: 'POST',
    url: '/v1/batch',
    headers: { authorization: `Basic ${Buffer.from(`${app.writeKey}:`).toString('base64')}` },
    payload: { batch },
  })
  expect(answer.json()).toEqual({ success: true })
  await expect.poll(behind, { timeout: 20_000, interval: 20 }).toBe(0)
}

async function behind(): Promise<number> {
  const answer = await app.request('GET', '/api/v1/projections')
  return answer.json().projections[0].behind
}

const customer = (id: string, path = 'profile') => `/api/v1/customer/${encodeURIComponent(id)}/${path}`

async function profile(id: string) {
  const answer = await app.request('GET', customer(id))
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}

const identify = (said: object) => ({ type: 'identify', timestamp: at(0), ...said })
const track = (event: string, said: object) => ({ type: 'track', event, timestamp: at(0), ...said })

describe('a profile', () => {
  test('joins what a visitor did before they were known', async () => {
    await send(
      track('Product Viewed', { anonymousId: 'va', timestamp: at(1) }),
      identify({
        userId: 'ua',
        anonymousId: 'va',
        traits: { name: 'Ann', email: 'Ann@Shop.example' },
        timestamp: at(5),
      }),
      track('Product Added', { userId: 'ua', timestamp: at(9) }),
    )
    const ann = await profile('ua')
    expect(ann).toEqual({
      profileId: expect.stringMatching(/^[0-9a-f]{16}$/),
      identifiers: [
        { kind: 'user_id', value: 'ua' },
        { kind: 'email', value: 'ann@shop.example' },
        { kind: 'anonymous_id', value: 'va' },
      ],
      traits: { name: 'Ann', email: 'Ann@Shop.example' },
      traitDetails: { name: { setAt: at(5) }, email: { setAt: at(5) } },
      firstSeen: at(1),
      lastSeen: at(9),
      eventCount: 3,
      revenue: [],
      consent: {},
      segments: [],
    })
    for (const id of [
      'va',
      ' ANN@shop.example ',
      ann.profileId,
      'user_id:ua',
      'email:ann@shop.example',
      'anonymous_id:va',
    ])
      expect((await profile(id)).profileId).toBe(ann.profileId)
  })

  test('is not found for nobody, and a kind is exact', async () => {
    for (const id of [
      'nobody',
      'email:ua',
      'user_id:va',
      '0123456789abcdef',
      'user_id:',
      "'; DROP TABLE events --",
      '\u0000',
      '%',
      '../..',
    ]) {
      const answer = await app.request('GET', customer(id))
      expect(answer.statusCode, id).toBe(404)
      expect(answer.json()).toMatchObject({ code: 'not_found' })
    }
  })

  test('takes an identifier of any bytes', async () => {
    const odd = 'ü/?#&=%2F "\' 漢字 😀 user_id:x'
    await send(track('Seen', { userId: odd }))
    expect(await profile(odd)).toMatchObject({
      identifiers: [{ kind: 'user_id', value: odd }],
      eventCount: 1,
    })
  })

  test('keeps the trait with the latest event time, whatever came last', async () => {
    await send(
      identify({
        userId: 'ub',
        traits: { plan: 'pro', age: 41, gone: 1, __proto__x: { a: [1] } },
        timestamp: at(8),
      }),
    )
    await send(identify({ userId: 'ub', traits: { plan: 'free', city: 'Rome' }, timestamp: at(3) }))
    await send(identify({ userId: 'ub', traits: { gone: null }, timestamp: at(9) }))
    await send(track('Seen', { userId: 'ub', context: { traits: { lang: 'it' } }, timestamp: at(4) }))
    const { traits, traitDetails } = await profile('ub')
    expect(traits).toEqual({ plan: 'pro', age: 41, city: 'Rome', lang: 'it', __proto__x: { a: [1] } })
    expect(traitDetails).toEqual({
      plan: { setAt: at(8) },
      age: { setAt: at(8) },
      city: { setAt: at(3) },
      lang: { setAt: at(4) },
      __proto__x: { setAt: at(8) },
    })
  })

  test('a shared device belongs to the first who claimed it by event time, and joins nobody', async () => {
    await send(identify({ userId: 'ud', anonymousId: 'vc', timestamp: at(20) }))
    await send(track('Seen', { anonymousId: 'vc', timestamp: at(2) }))
    await send(identify({ userId: 'uc', anonymousId: 'vc', timestamp: at(10) }))
    expect((await profile('vc')).identifiers[0]).toEqual({ kind: 'user_id', value: 'uc' })
    expect(await profile('uc')).toMatchObject({ eventCount: 2 })
    expect(await profile('ud')).toMatchObject({
      eventCount: 1,
      identifiers: [{ kind: 'user_id', value: 'ud' }],
    })
    const { history } = (await app.request('GET', customer('ud', 'history'))).json()
    expect(history).toEqual([
      expect.objectContaining({
        what: 'refused',
        identifier: { kind: 'anonymous_id', value: 'vc' },
        with: { kind: 'user_id', value: 'ud' },
      }),
    ])
  })

  test('an alias joins an identifier of any kind, but never two user ids', async () => {
    await send(track('Seen', { anonymousId: 've' }), {
      type: 'alias',
      userId: 'ue',
      previousId: 've',
      timestamp: at(1),
    })
    expect((await profile('ve')).identifiers[0]).toEqual({ kind: 'user_id', value: 'ue' })
    await send({ type: 'alias', userId: 'ue', previousId: 'uf', timestamp: at(1) })
    expect((await profile('uf')).identifiers).toContainEqual({ kind: 'user_id', value: 'ue' })
    await send(track('Seen', { userId: 'uf' }))
    expect((await profile('uf')).identifiers).toEqual([{ kind: 'user_id', value: 'uf' }])
    expect((await profile('ue')).identifiers).toEqual([
      { kind: 'user_id', value: 'ue' },
      { kind: 'anonymous_id', value: 've' },
    ])
  })

  test('one e-mail address joins two user ids only while the project says so', async () => {
    await send(
      identify({ userId: 'ug', traits: { email: 'two@x.example' }, timestamp: at(1) }),
      identify({ userId: 'uh', traits: { email: 'two@x.example' }, timestamp: at(2) }),
    )
    const [ug, uh] = [await profile('ug'), await profile('uh')]
    expect(ug.profileId).not.toBe(uh.profileId)
    expect((await profile('two@x.example')).profileId).toBe(ug.profileId)
    const rule = (joinByEmail: boolean) =>
      app.request('PATCH', '/api/v1/project', { identityRules: { joinByEmail, joinByPhone: false } })
    await rule(true)
    await expect.poll(async () => (await profile('uh')).profileId, { timeout: 20_000 }).toBe(ug.profileId)
    expect((await profile('ug')).eventCount).toBe(2)
    await rule(false)
    await expect.poll(async () => (await profile('uh')).profileId, { timeout: 20_000 }).toBe(uh.profileId)
    expect(await profile('ug')).toEqual(ug)
  })
})

describe('merge and unmerge', () => {
  test('join two user ids and separate them as they were', async () => {
    await send(
      identify({ userId: 'm1', anonymousId: 'mv1', traits: { name: 'One', a: 1 }, timestamp: at(1) }),
      identify({ userId: 'm2', anonymousId: 'mv2', traits: { name: 'Two', b: 2 }, timestamp: at(2) }),
      track('Order Completed', {
        userId: 'm2',
        properties: { order_id: 'mo', revenue: 10, currency: 'EUR' },
        timestamp: at(3),
      }),
    )
    const [one, two] = [await profile('m1'), await profile('m2')]
    const merged = await app.request('POST', customer('mv1', 'merge'), { with: 'mv2' })
    expect(merged.statusCode).toBe(200)
    expect(merged.json()).toMatchObject({
      profileId: one.profileId,
      eventCount: 3,
      traits: { name: 'Two', a: 1, b: 2 },
      revenue: [{ currency: 'EUR', orders: 1, total: '10.00' }],
    })
    for (const id of ['m2', 'mv2', two.profileId]) expect((await profile(id)).profileId).toBe(one.profileId)
    const again = await app.request('POST', customer('m2', 'merge'), { with: 'm1' })
    expect(again.json()).toEqual(merged.json())

    const unmerged = await app.request('POST', customer('m1', 'unmerge'), {
      identifier: { kind: 'user_id', value: 'm2' },
    })
    expect(unmerged.json()).toEqual({ profile: one, separated: two })
    expect([await profile('m1'), await profile('m2')]).toEqual([one, two])
    const { history } = (await app.request('GET', customer('m1', 'history'))).json()
    expect(history.map(({ what, by }: { what: string; by: string | null }) => [what, by])).toEqual([
      ['unmerged', 'An API token'],
      ['merged', 'An API token'],
      ['joined', null],
    ])
  })

  test('what was unmerged is not joined again by events', async () => {
    await send(
      identify({ userId: 'n1', anonymousId: 'nv', timestamp: at(1) }),
      track('Seen', { anonymousId: 'nv' }),
    )
    await app.request('POST', customer('n1', 'unmerge'), {
      identifier: { kind: 'anonymous_id', value: 'nv' },
    })
    await send(identify({ userId: 'n1', anonymousId: 'nv', timestamp: at(30) }))
    expect((await profile('nv')).identifiers).toEqual([{ kind: 'anonymous_id', value: 'nv' }])
    expect((await profile('n1')).identifiers).toEqual([{ kind: 'user_id', value: 'n1' }])
    await app.request('POST', customer('n1', 'merge'), { with: 'nv' })
    expect((await profile('nv')).profileId).toBe((await profile('n1')).profileId)
  })

  test('tell what is wrong with them', async () => {
    await send(identify({ userId: 'w1', anonymousId: 'wv' }))
    const cases = [
      [customer('w1', 'merge'), { with: 'nobody' }, 404, 'with'],
      [customer('nobody', 'merge'), { with: 'w1' }, 404, 'id'],
      [customer('w1', 'unmerge'), { identifier: { kind: 'user_id', value: 'nobody' } }, 404, 'identifier'],
      [customer('w1', 'unmerge'), { identifier: { kind: 'user_id', value: 'w1' } }, 409, 'identifier'],
      [customer('w1', 'unmerge'), { identifier: 'w1' }, 400, 'identifier'],
    ] as const
    for (const [url, body, status, field] of cases) {
      const answer = await app.request('POST', url, body)
      expect(answer.statusCode, url).toBe(status)
      expect(answer.json().field).toBe(field)
    }
    expect((await app.request('GET', customer('w1', 'events?before=yesterday'))).statusCode).toBe(400)
  })
})

describe('timeline, orders, groups', () => {
  test('the timeline is newest first, pages without gaps and names its sessions', async () => {
    const events = Array.from({ length: 7 }, (_, step) =>
      track(`Step ${step}`, {
        anonymousId: 'tv',
        messageId: `t${step}`,
        timestamp: at(step < 3 ? 0 : 31 + step),
      }),
    )
    await send(
      ...events,
      track('Known', { anonymousId: 'tv', context: { sessionId: 's1' }, timestamp: at(59) }),
    )
    const whole = (await app.request('GET', customer('tv', 'events'))).json()
    expect(whole.next).toBeNull()
    expect(whole.events.map(({ event }: { event: string }) => event)).toEqual([
      'Known',
      'Step 6',
      'Step 5',
      'Step 4',
      'Step 3',
      'Step 2',
      'Step 1',
      'Step 0',
    ])
    const sessions = whole.events.map(({ sessionId }: { sessionId: string }) => sessionId)
    expect(sessions[0]).toBe('s1')
    expect(new Set(sessions.slice(1, 5)).size).toBe(1)
    expect(new Set(sessions.slice(5)).size).toBe(1)
    expect(new Set(sessions).size).toBe(3)
    expect(sessions).not.toContain('')

    const paged = []
    for (let before = ''; ; ) {
      const page = (await app.request('GET', customer('tv', `events?limit=3${before}`))).json()
      paged.push(...page.events)
      if (page.next === null) break
      before = `&before=${encodeURIComponent(page.next)}`
    }
    expect(paged).toEqual(whole.events)
    const early = (await app.request('GET', customer('tv', `events?before=${at(30)}`))).json()
    expect(early.events).toEqual(whole.events.slice(5))
  })

  test('revenue is net, exact, and by currency', async () => {
    const order = (event: string, properties: object, minute: number) =>
      track(event, { userId: 'o1', properties, timestamp: at(minute) })
    await send(
      order('Order Completed', { order_id: 'a', revenue: 0.1, currency: 'EUR' }, 1),
      order('Order Completed', { order_id: 'b', total: '0.2', currency: 'eur' }, 2),
      order('Order Completed', { order_id: 'b', total: '0.2', currency: 'EUR' }, 2),
      order('Order Completed', { order_id: 'c', revenue: 50, currency: 'EUR' }, 3),
      order('Order Updated', { order_id: 'c', revenue: 60, currency: 'EUR' }, 4),
      order('Order Refunded', { order_id: 'c', total: 0.5, currency: 'EUR' }, 5),
      order('Order Completed', { order_id: 'd', revenue: 99, currency: 'EUR' }, 6),
      order('Order Cancelled', { order_id: 'd' }, 7),
      order('Order Completed', { value: 1200, currency: 'JPY' }, 8),
      order('Order Completed', { value: 300, currency: 'JPY' }, 8),
    )
    expect((await profile('o1')).revenue).toEqual([
      { currency: 'EUR', orders: 3, total: '59.80' },
      { currency: 'JPY', orders: 2, total: '1500' },
    ])
    const { orders } = (await app.request('GET', customer('o1', 'orders'))).json()
    const told = orders.slice(2).map(({ orderId, state, placedTotal, total }: Record<string, string>) => ({
      [orderId as string]: [state, placedTotal, total],
    }))
    expect(told).toEqual([
      { d: ['cancelled', '99.00', '0.00'] },
      { c: ['partly_refunded', '60.00', '59.50'] },
      { b: ['placed', '0.20', '0.20'] },
      { a: ['placed', '0.10', '0.10'] },
    ])
  })

  test('groups have traits and members', async () => {
    await send(
      identify({ userId: 'g1', traits: { name: 'Gil' } }),
      {
        type: 'group',
        userId: 'g1',
        groupId: 'acme',
        traits: { name: 'Acme', type: 'company', seats: 5 },
        timestamp: at(1),
      },
      { type: 'group', userId: 'g2', groupId: 'acme', traits: { seats: 4 }, timestamp: at(0) },
    )
    const acme = (await app.request('GET', '/api/v1/groups/acme')).json()
    expect(acme).toMatchObject({
      groupId: 'acme',
      name: 'Acme',
      type: 'company',
      traits: { name: 'Acme', type: 'company', seats: 5 },
      memberCount: 2,
    })
    expect(acme.members.map(({ name }: { name: string | null }) => name)).toContain('Gil')
    const summary = { groupId: 'acme', name: 'Acme', type: 'company', members: 2 }
    expect((await app.request('GET', customer('g2', 'groups'))).json()).toEqual({ groups: [summary] })
    expect((await app.request('GET', '/api/v1/groups?type=company&search=acm')).json()).toEqual({
      groups: [summary],
      next: null,
    })
    expect((await app.request('GET', '/api/v1/groups/none')).statusCode).toBe(404)
  })
})

test('a rebuild yields the same people', async () => {
  const ids = ['ua', 'ub', 'uc', 'ud', 've', 'uf', 'ug', 'm1', 'm2', 'n1', 'o1', 'g1']
  const before = await Promise.all(ids.map(profile))
  expect((await app.request('POST', '/api/v1/rebuild')).json()).toEqual({ started: true })
  const rebuilding = async () => (await app.request('GET', '/api/v1/projections')).json().projections[0]
  await expect.poll(async () => (await rebuilding()).rebuilding, { timeout: 30_000 }).toBeNull()
  expect(await rebuilding()).toMatchObject({ behind: 0, rebuildError: null, setAside: [] })
  expect(await Promise.all(ids.map(profile))).toEqual(before)
})
