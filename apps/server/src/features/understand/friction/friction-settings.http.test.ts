import { beforeAll, describe, expect, it } from 'vitest'
import { type FrictionTestServer, startFrictionTestServer } from '../../../testing/friction-server.ts'
import { analysisResult } from './finding-test-data.ts'

const now = Date.parse('2026-05-01T08:00:00Z')
let server: FrictionTestServer

beforeAll(async () => {
  server = await startFrictionTestServer({ clock: () => now, findFriction: async () => analysisResult([]) })
  return () => server.close()
})

describe('settings', () => {
  it('are empty at first and change only in what is sent', async () => {
    await server.request('PATCH', '/api/v1/friction/settings', { rates: {} })
    const changed = await server.request('PATCH', '/api/v1/friction/settings', {
      webhookUrl: ' https://hooks.example.com/T1/secret ',
      emails: ['team@example.com', 'team@example.com '],
    })
    expect(changed.json()).toEqual({
      webhookUrl: 'https://hooks.example.com/T1/secret',
      emails: ['team@example.com'],
      alertFrom: 1000,
      rates: {},
      smtpConfigured: false,
    })
    await server.request('PATCH', '/api/v1/friction/settings', { webhookUrl: null, alertFrom: 50 })
    expect((await server.request('GET', '/api/v1/friction/settings')).json()).toMatchObject({
      webhookUrl: null,
      emails: ['team@example.com'],
      alertFrom: 50,
    })
  })

  it.each([
    ['an address of another protocol', { webhookUrl: 'ftp://example.com' }, 'webhookUrl'],
    ['no address', { webhookUrl: 'hooks' }, 'webhookUrl'],
    ['no e-mail address', { emails: ['a@b.example', 'team'] }, 'emails[1]'],
    ['two addresses in one', { emails: ['a@b.example,c@d.example'] }, 'emails[0]'],
    ['no currency', { rates: { XQQ: 1 } }, 'rates.XQQ'],
    ['a rate of nothing', { rates: { USD: 0 } }, 'rates.USD'],
    ['money below nothing', { alertFrom: -1 }, 'alertFrom'],
  ])('refuse %s', async (_case, body, field) => {
    const answer = await server.request('PATCH', '/api/v1/friction/settings', body)
    expect(answer.statusCode, answer.body).toBe(400)
    expect(answer.json()).toMatchObject({ code: 'invalid', field })
  })
})

describe('releases', () => {
  const of = async (query: string) =>
    (await server.request('GET', `/api/v1/releases?${query}`)).json<{
      releases: { version: string; id: string }[]
    }>().releases

  it('are marked now or at a time, listed in order and taken back', async () => {
    const march = 'from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z'
    await server.request('POST', '/api/v1/releases', { version: 'b', at: '2026-03-09T10:00:00+02:00' })
    await server.request('POST', '/api/v1/releases', {
      version: ' a ',
      at: '2026-03-02T10:00:00Z',
      note: 'New cart',
    })
    const [first, second] = await of(march)
    expect(first).toMatchObject({ version: 'a', at: '2026-03-02T10:00:00.000Z', note: 'New cart' })
    expect(second).toMatchObject({ version: 'b', at: '2026-03-09T08:00:00.000Z', note: null })
    expect((await server.request('DELETE', `/api/v1/releases/${first?.id}`)).statusCode).toBe(204)
    expect((await server.request('DELETE', `/api/v1/releases/${first?.id}`)).statusCode).toBe(404)
    expect((await of(march)).map(({ version }) => version)).toEqual(['b'])
    const made = await server.request('POST', '/api/v1/releases', { version: 'now' })
    expect(made.statusCode).toBe(201)
    expect(made.json()).toMatchObject({ at: new Date(now).toISOString() })
  })

  it.each([
    ['no version', {}, 'version'],
    ['a version of spaces', { version: '  ' }, 'version'],
    ['no time', { version: 'a', at: 'tomorrow' }, 'at'],
    ['a time that cannot be stored', { version: 'a', at: '0001-01-01T00:00:00Z' }, 'at'],
    ['a NUL', { version: 'a', note: '\0' }, 'note'],
  ])('are not marked with %s', async (_case, body, field) => {
    const answer = await server.request('POST', '/api/v1/releases', body)
    expect(answer.statusCode, answer.body).toBe(400)
    expect(answer.json()).toMatchObject({ code: 'invalid', field })
  })
})
