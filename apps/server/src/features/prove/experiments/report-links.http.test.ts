import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { experimentCalls } from '../../../testing/experiment-calls.ts'
import { startTestApp, type TestApp } from '../../../testing/test-app.ts'

const DAY = 86_400_000

describe('a link to a report', () => {
  let now = Date.UTC(2026, 2, 2, 10)
  let app: TestApp
  let calls: ReturnType<typeof experimentCalls>
  beforeAll(async () => {
    app = await startTestApp({ clock: () => now })
    calls = experimentCalls(app)
  })
  afterAll(() => app.close())

  const draft = async (name: string): Promise<string> => (await calls.api('POST', 'experiments', { name })).id
  const share = (id: string, body: object = {}) => calls.api('POST', `experiments/${id}/report/links`, body)
  const open = async (secret?: string) => {
    const answer = await app.http.inject({
      url: '/api/v1/shared-report',
      headers: secret === undefined ? {} : { authorization: `Bearer ${secret}` },
    })
    return { status: answer.statusCode, headers: answer.headers, body: answer.body, json: answer.json() }
  }

  it('shows that one report without a login, and nothing of the others', async () => {
    const id = await draft('A shorter form')
    await draft('Secret plans')
    const { link, secret } = await share(id)
    expect(secret).toMatch(/^report_[\w-]{43}$/)
    expect(link).toMatchObject({ hint: secret.slice(-4), by: null, expiresAt: null })
    const shown = await open(secret)
    expect(shown.status).toBe(200)
    expect(shown.headers).toMatchObject({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' })
    expect(shown.json.report).toEqual(await calls.api('GET', `experiments/${id}/report`))
    expect(shown.json).toMatchObject({ timezone: 'UTC', drawn: { metrics: [] }, expiresAt: null })
    expect(shown.body).not.toContain('Secret plans')
    expect(shown.body).not.toContain(id)
  })

  it('is told once, kept as a hash, and in no log; who made it stands in the history', async () => {
    const id = await draft('Told once')
    const { link, secret } = await share(id, { expiresAt: new Date(now + 30 * DAY).toISOString() })
    await open(secret)
    const { links } = await calls.api('GET', `experiments/${id}/report/links`)
    expect(links).toEqual([link])
    expect(JSON.stringify(links)).not.toContain(secret)
    expect(app.logged()).not.toContain(secret)
    const { history } = await calls.api('GET', `experiments/${id}`)
    expect(history.at(-1)).toMatchObject({
      what: `The report was shared by a link that ends in ${link.hint}, until 2026-04-01.`,
    })
  })

  it('shows nothing once it is turned off, once its time is over, and once its experiment is gone', async () => {
    const id = await draft('Off')
    const { link, secret } = await share(id)
    const brief = await share(id, { expiresAt: new Date(now + DAY).toISOString() })
    const other = await draft('Gone')
    await calls.api('DELETE', `experiments/${other}/report/links/${link.id}`, undefined, 404)
    expect((await open(secret)).status).toBe(200)
    await calls.api('DELETE', `experiments/${id}/report/links/${link.id}`)
    expect(await open(secret)).toMatchObject({ status: 404, json: { code: 'not_found' } })
    expect((await open(brief.secret)).status).toBe(200)
    now += DAY
    expect((await open(brief.secret)).status).toBe(404)
    expect(await calls.api('GET', `experiments/${id}/report/links`)).toEqual({ links: [] })
    const { secret: last } = await share(other)
    await calls.api('DELETE', `experiments/${other}`)
    expect((await open(last)).status).toBe(404)
  })

  it('is refused with a time that is over, for no experiment, and where there are too many', async () => {
    const id = await draft('Refused')
    await calls.api('POST', `experiments/${id}/report/links`, { expiresAt: '2020-01-01T00:00:00Z' }, 400)
    await calls.api('POST', 'experiments/nobody/report/links', {}, 404)
    for (let made = 0; made < 20; made++) await share(id)
    await calls.api('POST', `experiments/${id}/report/links`, {}, 429)
  })

  it('opens nothing else: all that is not public needs a login or the project’s token, with a link or without', async () => {
    const { secret } = await share(await draft('Only this'))
    expect((await open()).status).toBe(401)
    for (const wrong of [`${secret}x`, app.apiToken, app.writeKey])
      expect((await open(wrong)).status).toBe(404)
    const { paths } = (await app.http.inject({ url: '/openapi.json' })).json()
    const operations = Object.entries<Record<string, { security: object[] }>>(paths).flatMap(
      ([path, methods]) =>
        Object.entries(methods).map(([method, { security }]) => ({
          method,
          path,
          needs: security.flatMap((way) => Object.keys(way)),
        })),
    )
    const ofApi = operations.filter(({ path }) => path.startsWith('/api/'))
    const openTo = (needed: (needs: readonly string[]) => boolean) =>
      ofApi.filter(({ needs }) => needed(needs)).map(({ path }) => path)
    expect(openTo((needs) => needs.length === 0)).toEqual(['/api/v1/session', '/api/v1/setup'])
    expect(openTo((needs) => needs.includes('reportLink'))).toEqual(['/api/v1/shared-report'])
    const closed = ofApi.filter(({ needs }) => needs.length > 0 && !needs.includes('reportLink'))
    expect(closed.length).toBeGreaterThan(100)
    const seen: string[] = []
    for (const { method, path } of closed)
      for (const headers of [{}, { authorization: `Bearer ${secret}` }]) {
        const { statusCode } = await app.http.inject({
          method: method as 'get',
          url: path.replace(/\{\w+\}/g, 'x'),
          headers,
        })
        if (statusCode !== 401) seen.push(`${method} ${path}: ${statusCode}`)
      }
    expect(seen).toEqual([])
  })
})
