import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../testing/test-app.ts'

const start = Date.now() - 3_600_000
const range = {
  from: new Date(start - 60_000).toISOString(),
  to: new Date(start + 3_600_000).toISOString(),
}

describe('web vitals over HTTP', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startTestApp()
    const visit = (index: number) => {
      const visitor = { anonymousId: `v${index}`, context: { sessionId: `s${index}` } }
      return [
        { ...visitor, type: 'page', timestamp: new Date(start).toISOString(), properties: { path: '/' } },
        {
          ...visitor,
          type: 'track',
          event: 'Web Vital Measured',
          timestamp: new Date(start + 1000).toISOString(),
          properties: { metric: 'LCP', value: 3000 + index, path: '/', attribution: { element: '#hero' } },
        },
      ]
    }
    const batch = Array.from({ length: 20 }, (_, index) => visit(index)).flat()
    const answer = await app.request('POST', '/v1/batch', { writeKey: app.writeKey, batch })
    expect(answer.statusCode, app.logged()).toBe(200)
  })
  afterAll(() => app.close())

  const ask = (body: object) => app.request('POST', '/api/v1/vitals', { ...range, interval: 'day', ...body })

  it('answers the percentile, its interval, the bands and what is to blame', async () => {
    const answer = await ask({ by: 'page' })
    expect(answer.statusCode, answer.body).toBe(200)
    const { views, metrics, groups, blame } = answer.json()
    expect(views).toBe(20)
    expect(metrics[0]).toMatchObject({
      metric: 'LCP',
      p75: { estimate: 3014.25, low: 3010, high: 3019 },
    })
    expect(groups).toMatchObject([{ value: '/', views: 20 }])
    expect(blame).toMatchObject([{ metric: 'LCP', kind: 'element', name: '#hero', page: '/', views: 20 }])
  })

  it('answers what speed costs, and that it is no cause', async () => {
    const answer = await app.request('POST', '/api/v1/vitals/cost', range)
    expect(answer.statusCode, answer.body).toBe(200)
    const { method, sessions, metrics } = answer.json()
    expect(method).toContain('an association, not a cause')
    expect(sessions).toBe(20)
    expect(metrics[0].bands[1]).toMatchObject({
      band: 'needs-improvement',
      sessions: 20,
      bounce: { count: 20 },
    })
  })

  it('refuses what it does not understand, and strangers', async () => {
    expect((await ask({ by: 'weather' })).json()).toMatchObject({ code: 'invalid' })
    expect((await ask({ segment: 'nobody' })).json()).toMatchObject({ code: 'not_found' })
    const stranger = await app.http.inject({ method: 'POST', url: '/api/v1/vitals', payload: range })
    expect(stranger.statusCode).toBe(401)
  })
})
