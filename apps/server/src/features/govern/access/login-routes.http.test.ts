import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../testing/test-app.ts'

const owner = { email: 'anna@example.com', password: 'correct horse battery' }
const ownPage = { origin: 'http://localhost:80', host: 'localhost:80', 'sec-fetch-site': 'same-origin' }
const otherSite = { origin: 'https://evil.example', host: 'localhost:80', 'sec-fetch-site': 'cross-site' }

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ config: { owner } })
})
afterAll(() => app.close())

const logIn = (payload: object, headers: Record<string, string> = ownPage, from = '10.0.0.1') =>
  app.http.inject({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    headers,
    payload,
    remoteAddress: from,
  })

/** The cookie as a browser sends it back. */
const cookieOf = (answer: { headers: Record<string, unknown> }): string =>
  [answer.headers['set-cookie']]
    .flat()
    .map((cookie) => String(cookie).split(';')[0])
    .join('; ')

describe('the owner of the settings', () => {
  it('exists, so that no set-up link is made', async () => {
    expect(app.firstSecrets.setupToken).toBeUndefined()
    expect((await app.http.inject('/api/v1/session')).json()).toMatchObject({ setupRequired: false })
  })

  it('logs in, sees the project, and logs out', async () => {
    const answer = await logIn(owner)
    expect(answer.statusCode).toBe(200)
    expect(String(answer.headers['set-cookie'])).toMatch(/HttpOnly/i)
    expect(String(answer.headers['set-cookie'])).toMatch(/SameSite=Lax/i)
    const cookie = cookieOf(answer)
    const { securitySchemes } = (await app.http.inject('/openapi.json')).json().components
    expect(cookie.split('=')[0]).toBe(securitySchemes.session.name)

    const session = await app.http.inject({ url: '/api/v1/session', headers: { cookie } })
    expect(session.json()).toMatchObject({
      user: { email: owner.email, name: 'anna' },
      project: { id: 'default' },
    })
    const change = { method: 'PATCH', url: '/api/v1/project', payload: { name: 'Shop' } } as const
    expect((await app.http.inject({ ...change, headers: { cookie, ...ownPage } })).statusCode).toBe(200)

    const out = await app.http.inject({
      method: 'POST',
      url: '/api/auth/sign-out',
      headers: { cookie, ...ownPage },
    })
    expect(out.statusCode).toBe(200)
    expect((await app.http.inject({ url: '/api/v1/project', headers: { cookie } })).statusCode).toBe(401)
    expect((await app.http.inject({ url: '/api/v1/session', headers: { cookie } })).json()).toMatchObject({
      user: null,
      project: null,
    })
  })

  it('changes the password, which ends other logins where asked', async () => {
    const [here, there] = [cookieOf(await logIn(owner)), cookieOf(await logIn(owner))]
    const changed = await app.http.inject({
      method: 'POST',
      url: '/api/auth/change-password',
      headers: { cookie: here, ...ownPage },
      payload: {
        currentPassword: owner.password,
        newPassword: 'another horse battery',
        revokeOtherSessions: true,
      },
      remoteAddress: '10.0.0.7',
    })
    expect(changed.statusCode).toBe(200)
    expect((await app.http.inject({ url: '/api/v1/project', headers: { cookie: there } })).statusCode).toBe(
      401,
    )
    expect((await logIn(owner)).statusCode).toBe(401)
    owner.password = 'another horse battery'
    expect((await logIn(owner)).statusCode).toBe(200)
  })
})

describe('a login', () => {
  it.each([
    ['a wrong password', { ...owner, password: 'wrong horse battery' }],
    ['an unknown e-mail', { ...owner, email: 'ben@example.com' }],
  ])('is refused for %s, in the same words', async (_case, login) => {
    const answer = await logIn(login, ownPage, '10.0.0.2')
    expect(answer.statusCode).toBe(401)
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json().detail).toBe('E-mail and password do not belong together, or the login has ended.')
  })

  it('leaves neither password nor e-mail in the log', () => {
    const logged = app.logged()
    for (const secret of ['horse', 'anna@example.com', 'ben@example.com', 'test-api-token', 'session_token'])
      expect(logged).not.toContain(secret)
  })

  it('is refused from another site, and its cookie is of no use to one', async () => {
    expect((await logIn(owner, otherSite, '10.0.0.3')).statusCode).toBe(403)

    const cookie = cookieOf(await logIn(owner, ownPage, '10.0.0.3'))
    for (const headers of [
      { cookie, ...otherSite },
      { cookie, host: 'localhost:80', origin: 'https://evil.example' },
      { cookie, host: 'localhost:80', 'sec-fetch-site': 'same-site' },
    ]) {
      const answer = await app.http.inject({
        method: 'PATCH',
        url: '/api/v1/project',
        headers,
        payload: { name: 'Evil' },
      })
      expect(answer.statusCode).toBe(403)
      expect(answer.headers['access-control-allow-origin']).toBeUndefined()
    }
    expect((await app.request('GET', '/api/v1/project')).json().name).not.toBe('Evil')
  })

  it('is limited by address', async () => {
    const wrong = { ...owner, password: 'guess number one' }
    const statuses: number[] = []
    for (let tries = 0; tries < 11; tries++)
      statuses.push((await logIn(wrong, ownPage, '10.0.0.9')).statusCode)
    expect(statuses).toEqual([...Array(10).fill(401), 429])

    const limited = await logIn(owner, ownPage, '10.0.0.9')
    expect(limited.statusCode).toBe(429)
    expect(Number(limited.headers['retry-after'])).toBeGreaterThan(0)
    // Who asks from elsewhere is not locked out, and a stranger can't pretend to be elsewhere.
    expect((await logIn(owner, ownPage, '10.0.0.10')).statusCode).toBe(200)
    const pretends = { ...ownPage, 'x-forwarded-for': '10.0.0.11', 'x-throughline-client': '10.0.0.11' }
    expect((await logIn(owner, pretends, '10.0.0.9')).statusCode).toBe(429)
  })

  it('can be made neither by signing up nor by a forged cookie', async () => {
    const signUp = await app.http.inject({
      method: 'POST',
      url: '/api/auth/sign-up/email',
      headers: ownPage,
      payload: { name: 'Eve', email: 'eve@example.com', password: 'correct horse battery' },
    })
    expect(signUp.statusCode).toBe(404)

    const cookie = cookieOf(await logIn(owner, ownPage, '10.0.0.12'))
    const forged = `${cookie.slice(0, -6)}AAAAAA`
    expect((await app.http.inject({ url: '/api/v1/project', headers: { cookie: forged } })).statusCode).toBe(
      401,
    )
  })

  it.each([
    ['not JSON', '{'],
    ['a list', '[]'],
    ['wrong types', '{"email":{"$ne":1},"password":["x"]}'],
    ['a NUL', JSON.stringify({ email: 'a\0@example.com', password: 'x\0' })],
  ])('answers %s with a problem, not a failure', async (_case, payload) => {
    const answer = await app.http.inject({
      method: 'POST',
      url: '/api/auth/sign-in/email',
      headers: { ...ownPage, 'content-type': 'application/json' },
      payload,
      remoteAddress: '10.0.0.13',
    })
    expect(answer.statusCode).toBeGreaterThanOrEqual(400)
    expect(answer.statusCode).toBeLessThan(500)
    expect(answer.headers['content-type']).toContain('application/problem+json')
  })
})
