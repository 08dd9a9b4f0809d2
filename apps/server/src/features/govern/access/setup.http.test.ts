import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const owner = { name: 'Anna', email: 'Anna@Example.com', password: 'correct horse battery' }
const setUp = (body: object) =>
  app.http.inject({ method: 'POST', url: '/api/v1/setup', payload: { ...owner, ...body } })

it('refuses a wrong token, a weak password and an e-mail that could never log in', async () => {
  const token = app.firstSecrets.setupToken
  expect((await setUp({ token: 'setup_guess' })).json()).toMatchObject({ code: 'forbidden', field: 'token' })
  expect((await setUp({ token, password: 'short' })).json()).toMatchObject({ field: 'password' })
  expect((await setUp({ token, email: 'anna@localhost' })).json()).toMatchObject({ field: 'email' })
  expect((await app.http.inject('/api/v1/session')).json()).toMatchObject({ setupRequired: true })
})

it('makes one owner, though the link is used twice at once, and logs them in', async () => {
  const token = app.firstSecrets.setupToken
  const answers = await Promise.all([setUp({ token }), setUp({ token, email: 'eve@example.com' })])
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409])

  const made = answers.find(({ statusCode }) => statusCode === 201)
  const cookie = String(made?.headers['set-cookie']).split(';')[0] ?? ''
  const session = (await app.http.inject({ url: '/api/v1/session', headers: { cookie } })).json()
  expect(session).toMatchObject({ setupRequired: false, project: { id: 'default' } })
  expect(session.user).toEqual(made?.json().user)
})

it('never works again', async () => {
  const again = await setUp({ token: app.firstSecrets.setupToken, email: 'late@example.com' })
  expect(again.statusCode).toBe(409)
  expect(again.json()).toMatchObject({ code: 'conflict' })
})

it('leaves nothing of it in the log', () => {
  for (const secret of [app.firstSecrets.setupToken ?? 'none', owner.password, 'example.com'])
    expect(app.logged()).not.toContain(secret)
})
