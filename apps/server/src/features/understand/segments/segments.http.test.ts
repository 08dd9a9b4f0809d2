import type { SegmentRule } from '@throughline/contract/segment-rule'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { personKey } from '../../../platform/events/person-key.ts'
import { startTestApp, type TestApp } from '../../../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  await send([
    track('u1', 'Product Viewed', { category: 'shoes' }),
    track('u2', 'Product Viewed', { category: 'hats' }),
    track('u3', 'Order Completed', { order_id: 'o1', revenue: 59.8, currency: 'EUR' }),
    { type: 'identify', userId: 'u1', traits: { email: 'u1@example.org', plan: '=gold' } },
  ])
})
afterAll(() => app.close())

const track = (userId: string, event: string, properties: object = {}) => ({
  type: 'track',
  userId,
  event,
  properties,
})

async function send(batch: object[]) {
  const answer = await app.http.inject({
    method: 'POST',
    url: '/v1/batch',
    headers: { authorization: `Basic ${Buffer.from(`${app.writeKey}:`).toString('base64')}` },
    payload: { batch },
  })
  expect(answer.json()).toEqual({ success: true })
}

const viewedShoes: SegmentRule = {
  event: { name: 'Product Viewed', where: [{ property: 'category', operator: 'equals', value: 'shoes' }] },
}

async function create(body: object) {
  const answer = await app.request('POST', '/api/v1/segments', body)
  expect(answer.statusCode, answer.body).toBe(201)
  return answer.json()
}

describe('segments', () => {
  it('are made, counted, listed, changed and deleted', async () => {
    const made = await create({ name: 'Shoe lovers', kind: 'rule', rule: viewedShoes })
    expect(made).toMatchObject({
      name: 'Shoe lovers',
      kind: 'rule',
      rule: viewedShoes,
      persona: null,
      size: { people: 1 },
    })

    await send([track('u4', 'Product Viewed', { category: 'shoes' })])
    const members = (await app.request('GET', `/api/v1/segments/${made.id}/members`)).json()
    expect(members.members.flatMap((member: { identifiers: object[] }) => member.identifiers)).toContainEqual(
      { kind: 'user_id', value: 'u4' },
    )
    const size = (await app.request('GET', `/api/v1/segments/${made.id}/size?fresh=true`)).json()
    expect(size.people).toBe(2)

    const persona = {
      description: 'Runs daily',
      goals: ['Find the right size'],
      frustrations: ['Slow delivery'],
      quote: 'They must fit.',
    }
    const changed = await app.request('PATCH', `/api/v1/segments/${made.id}`, { name: 'Runners', persona })
    expect(changed.json()).toMatchObject({ name: 'Runners', persona, rule: viewedShoes })

    const same = await app.request('POST', '/api/v1/segments', { name: 'runners', kind: 'list' })
    expect(same.statusCode).toBe(409)
    expect(same.json()).toMatchObject({ code: 'conflict', field: 'name' })

    const outsiders = await create({
      name: 'Others',
      kind: 'rule',
      rule: { segment: { id: made.id, member: false } },
    })
    expect(outsiders.size.people).toBe(2)
    expect((await app.request('DELETE', `/api/v1/segments/${made.id}`)).json().detail).toContain(
      '"Others" refers to',
    )
    const circle = await app.request('PATCH', `/api/v1/segments/${made.id}`, {
      rule: { segment: { id: outsiders.id, member: true } },
    })
    expect(circle.json()).toMatchObject({ code: 'invalid', field: 'rule.segment' })

    expect((await app.request('DELETE', `/api/v1/segments/${outsiders.id}`)).statusCode).toBe(204)
    expect((await app.request('DELETE', `/api/v1/segments/${made.id}`)).statusCode).toBe(204)
    expect((await app.request('GET', `/api/v1/segments/${made.id}`)).statusCode).toBe(404)
    expect((await app.request('GET', '/api/v1/segments')).json()).toEqual({ segments: [] })
  })

  it('stay while reports, drafts or metrics ask for them, and the refusal names all of these', async () => {
    const { id } = await create({ name: 'Regulars', kind: 'rule', rule: viewedShoes })
    const where = [{ property: 'segment', operator: 'notIn', value: [id] }]
    const keep = async (url: string, body: object) => {
      const answer = await app.request('POST', url, body)
      expect(answer.statusCode, answer.body).toBe(201)
      return `${url}/${answer.json().id}`
    }
    const kept = [
      await keep('/api/v1/saved-reports', {
        name: 'How regulars come back',
        question: { type: 'lifecycle', event: '*' },
        view: { segment: id },
      }),
      await keep('/api/v1/saved-reports', {
        name: 'All but regulars',
        question: { type: 'funnel', steps: [{ event: 'A' }, { event: 'B', where }] },
      }),
      await keep('/api/v1/experiments', {
        name: 'Points',
        audience: [{ attribute: 'segment', operator: 'in', value: [id] }],
      }),
      await keep('/api/v1/experiments/metrics', {
        name: 'Views',
        definition: { kind: 'count', event: 'Product Viewed', where, better: 'up' },
      }),
    ]
    const refused = await app.request('DELETE', `/api/v1/segments/${id}`)
    expect(refused.statusCode).toBe(409)
    const { code, detail } = refused.json()
    expect(code).toBe('conflict')
    for (const words of [
      'the report "How regulars come back"',
      'the report "All but regulars"',
      'the draft of the experiment "Points"',
      'the metric "Views"',
    ])
      expect(detail).toContain(words)

    for (const url of kept) expect((await app.request('DELETE', url)).statusCode).toBe(204)
    expect((await app.request('DELETE', `/api/v1/segments/${id}`)).statusCode).toBe(204)
  })

  it('show a rule’s people before it is saved', async () => {
    const answer = await app.request('POST', '/api/v1/segments/preview', {
      rule: { revenue: { currency: 'EUR', comparison: 'atLeast', amount: 59.8 } },
    })
    const { size, everyone, sample } = answer.json()
    expect(size.people).toBe(1)
    expect(everyone).toBe(4)
    expect(sample).toHaveLength(1)
    expect(sample[0].identifiers).toEqual([{ kind: 'user_id', value: 'u3' }])
  })

  it('page through members without repeats', async () => {
    const everyone = await create({ name: 'Everyone', kind: 'rule', rule: { event: { name: '*' } } })
    const seen: string[] = []
    let cursor = ''
    do {
      const page = (
        await app.request(
          'GET',
          `/api/v1/segments/${everyone.id}/members?limit=2${cursor && `&cursor=${cursor}`}`,
        )
      ).json()
      seen.push(...page.members.map((member: { profileId: string }) => member.profileId))
      cursor = page.next ?? ''
    } while (cursor)
    expect(new Set(seen).size).toBe(4)
    expect(seen).toHaveLength(4)
    await app.request('DELETE', `/api/v1/segments/${everyone.id}`)
  })

  it('keep lists by any identifier, name the unknown, and give them as CSV', async () => {
    const list = await create({ name: 'VIP, by hand', kind: 'list' })
    const change = (path: string, identifiers: string[]) =>
      app.request('POST', `/api/v1/segments/${list.id}/${path}`, { identifiers })

    expect((await change('members', ['u1', 'user_id:u3', 'nobody', 'nobody@example.org'])).json()).toEqual({
      changed: 2,
      unchanged: 0,
      unknown: ['nobody', 'nobody@example.org'],
    })
    expect((await change('members', ['u1'])).json()).toEqual({ changed: 0, unchanged: 1, unknown: [] })

    const csv = await app.http.inject({
      url: `/api/v1/segments/${list.id}/members`,
      headers: { authorization: `Bearer ${app.apiToken}`, accept: 'text/csv' },
    })
    expect(csv.headers['content-disposition']).toBe('attachment; filename="VIP-by-hand.csv"')
    const [head, ...lines] = csv.body.trimEnd().split('\r\n')
    expect(head).toBe('profile_id,user_id,email,phone,card,anonymous_id,last_seen')
    expect(lines.map((line) => line.split(',').slice(1, 3))).toEqual(
      expect.arrayContaining([
        ['u1', 'u1@example.org'],
        ['u3', ''],
      ]),
    )

    expect((await change('members/remove', ['u3', 'u2'])).json()).toEqual({
      changed: 1,
      unchanged: 1,
      unknown: [],
    })
    expect((await app.request('GET', `/api/v1/segments/${list.id}/size`)).json().people).toBe(1)
    const ruled = await create({ name: 'Ruled', kind: 'rule', rule: viewedShoes })
    const refused = await app.request('POST', `/api/v1/segments/${ruled.id}/members`, { identifiers: ['u1'] })
    expect(refused.json()).toMatchObject({ code: 'conflict' })
    await app.request('DELETE', `/api/v1/segments/${ruled.id}`)
    await app.request('DELETE', `/api/v1/segments/${list.id}`)
  })

  it('follow an acknowledged event at once', async () => {
    const fans = await create({ name: 'Fans', kind: 'rule', rule: { event: { name: 'Product Reviewed' } } })
    await send([track('u2', 'Product Reviewed')])
    const preview = await app.request('POST', '/api/v1/segments/preview', {
      rule: { segment: { id: fans.id, member: true } },
    })
    expect(preview.json().sample[0].profileId).toBe(
      BigInt(personKey('default', { kind: 'user_id', value: 'u2' }))
        .toString(16)
        .padStart(16, '0'),
    )
    await app.request('DELETE', `/api/v1/segments/${fans.id}`)
  })

  it.each([
    [{ name: 'x', kind: 'rule' }, 'rule'],
    [{ name: 'x', kind: 'list', rule: viewedShoes }, 'rule'],
    [{ name: 'x', kind: 'rule', rule: {} }, 'rule'],
    [
      { name: 'x', kind: 'rule', rule: { event: { name: 'A' }, trait: { name: 'a', operator: 'exists' } } },
      'rule',
    ],
    [{ name: 'x', kind: 'rule', rule: { segment: { id: 'gone', member: true } } }, 'rule.segment'],
    [
      { name: 'x', kind: 'rule', rule: { trait: { name: 'a', operator: 'matches', value: '(' } } },
      'rule.trait.value',
    ],
    [
      { name: 'x', kind: 'rule', rule: { trait: { name: 'a', operator: 'between', value: [2, 1] } } },
      'rule.trait.value',
    ],
    [{ name: 'a\u0000b', kind: 'list' }, 'name'],
  ])('refuse %j and name the field', async (body, field) => {
    const answer = await app.request('POST', '/api/v1/segments', body)
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ code: 'invalid', field })
  })
})
