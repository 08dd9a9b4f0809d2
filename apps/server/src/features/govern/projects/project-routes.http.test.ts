import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const change = (body: object) => app.request('PATCH', '/api/v1/project', body)

describe('project settings', () => {
  it('shows what the first run made', async () => {
    const answer = await app.request('GET', '/api/v1/project')
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toMatchObject({
      id: 'default',
      timezone: 'UTC',
      currency: 'EUR',
      writeKey: 'test-write-key',
      identityRules: { joinByEmail: false, joinByPhone: false },
    })
  })

  it('changes only what is named, and the next request sees it', async () => {
    const changed = await change({ name: 'Shoes', timezone: 'europe/berlin', currency: 'CHF' })
    expect(changed.json()).toMatchObject({ name: 'Shoes', timezone: 'Europe/Berlin', currency: 'CHF' })

    await change({ identityRules: { joinByEmail: true, joinByPhone: false } })
    const project = (await app.request('GET', '/api/v1/project')).json()
    expect(project).toMatchObject({ name: 'Shoes', identityRules: { joinByEmail: true, joinByPhone: false } })

    const session = (await app.request('GET', '/api/v1/session')).json()
    expect(session.project).toMatchObject({ name: 'Shoes', timezone: 'Europe/Berlin', currency: 'CHF' })
  })

  it.each([
    [{ timezone: 'Mars/Olympus' }, 'timezone'],
    [{ timezone: '+02:00' }, 'timezone'],
    [{ name: 'a\0b' }, 'name'],
    [{ currency: 'XQQ' }, 'currency'],
    [{ currency: 'eur' }, 'currency'],
    [{ name: '' }, 'name'],
    [{ identityRules: { joinByEmail: 'yes', joinByPhone: false } }, 'identityRules.joinByEmail'],
    [{ owner: 'me' }, 'owner'],
  ])('refuses %j and names the field', async (body, field) => {
    const answer = await change(body)
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ code: 'invalid', field })
  })
})
