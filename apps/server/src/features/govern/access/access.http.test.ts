import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const withToken = (
  token: string,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  url: string,
  payload?: object,
) =>
  app.http.inject({
    method,
    url,
    headers: { authorization: `Bearer ${token}` },
    ...(payload && { payload }),
  })

const createToken = async (name: string, scopes: readonly string[]) => {
  const answer = await app.request('POST', '/api/v1/tokens', { name, scopes })
  expect(answer.statusCode).toBe(201)
  return answer.json<{ token: { id: string; hint: string }; secret: string }>()
}

describe('a stranger', () => {
  it('gets no data', async () => {
    for (const url of ['/api/v1/project', '/api/v1/tokens']) {
      const answer = await app.http.inject({ url })
      expect(answer.statusCode, url).toBe(401)
      expect(answer.headers['content-type']).toContain('application/problem+json')
      expect(answer.json()).toMatchObject({ code: 'unauthenticated' })
    }
  })

  it.each([
    ['a wrong token', 'Bearer nonsense'],
    ['the write key', 'Bearer test-write-key'],
    ['no token after the word', 'Bearer '],
    ['the token as a password', `Basic ${Buffer.from('test-api-token:').toString('base64')}`],
  ])('is refused with %s', async (_case, authorization) => {
    const answer = await app.http.inject({ url: '/api/v1/project', headers: { authorization } })
    expect(answer.statusCode).toBe(401)
  })

  it('learns from the session only whether an owner is missing', async () => {
    const answer = await app.http.inject({ url: '/api/v1/session' })
    expect(answer.json()).toEqual({ user: null, setupRequired: true, project: null })
  })

  it('is refused before the body is looked at', async () => {
    const answer = await app.http.inject({ method: 'PATCH', url: '/api/v1/project', payload: '{' })
    expect(answer.statusCode).toBe(401)
  })
})

describe('tokens', () => {
  it('are shown once and kept as a hash', async () => {
    const { token, secret } = await createToken('Warehouse', ['read'])
    expect(secret).toMatch(/^tk_[\w-]{43}$/)
    expect(token.hint).toBe(secret.slice(-4))

    const list = await app.request('GET', '/api/v1/tokens')
    expect(list.body).not.toContain(secret)
    expect(list.body).not.toContain('test-api-token')
    expect(app.logged()).not.toContain(secret)
  })

  it('may do what their scopes say', async () => {
    const reader = await createToken('Reader', ['read'])
    const writer = await createToken('Writer', ['write'])

    expect((await withToken(reader.secret, 'GET', '/api/v1/project')).statusCode).toBe(200)
    const refused = await withToken(reader.secret, 'PATCH', '/api/v1/project', { name: 'Mine' })
    expect(refused.statusCode).toBe(403)
    expect(refused.json()).toMatchObject({ code: 'forbidden' })
    expect(refused.json().detail).toContain('"write"')

    expect((await withToken(writer.secret, 'GET', '/api/v1/project')).statusCode).toBe(403)
    expect((await withToken(writer.secret, 'PATCH', '/api/v1/project', { name: 'Ours' })).statusCode).toBe(
      200,
    )
  })

  it('give away no more than they have', async () => {
    const writer = await createToken('Writer', ['write'])
    const answer = await withToken(writer.secret, 'POST', '/api/v1/tokens', { name: 'x', scopes: ['read'] })
    expect(answer.statusCode).toBe(403)
    expect(answer.json()).toMatchObject({ field: 'scopes' })
  })

  it('say when they were last used', async () => {
    const { token, secret } = await createToken('Used', ['read'])
    const lastUse = async () => {
      const { tokens } = (await app.request('GET', '/api/v1/tokens')).json<{
        tokens: { id: string; lastUsedAt: string | null }[]
      }>()
      return tokens.find(({ id }) => id === token.id)?.lastUsedAt
    }
    expect(await lastUse()).toBeNull()
    await withToken(secret, 'GET', '/api/v1/project')
    expect(await lastUse()).toMatch(/^\d{4}-/)
  })

  it('are refused from the request after their revocation on', async () => {
    const { token, secret } = await createToken('Leaked', ['read', 'write'])
    expect((await withToken(secret, 'GET', '/api/v1/project')).statusCode).toBe(200)

    expect((await app.request('DELETE', `/api/v1/tokens/${token.id}`)).statusCode).toBe(204)
    expect((await withToken(secret, 'GET', '/api/v1/project')).statusCode).toBe(401)
    expect((await app.request('DELETE', `/api/v1/tokens/${token.id}`)).statusCode).toBe(404)
  })

  it('see the project in the session, but nobody logged in', async () => {
    const session = (await app.request('GET', '/api/v1/session')).json()
    expect(session).toMatchObject({ user: null, project: { id: 'default', extent: null } })
  })

  it.each([
    [{ name: 'x', scopes: [] }, 'scopes'],
    [{ name: 'x', scopes: ['admin'] }, 'scopes[0]'],
    [{ name: '', scopes: ['read'] }, 'name'],
  ])('are not made of %j', async (body, field) => {
    const answer = await app.request('POST', '/api/v1/tokens', body)
    expect(answer.json()).toMatchObject({ code: 'invalid', field })
  })
})
