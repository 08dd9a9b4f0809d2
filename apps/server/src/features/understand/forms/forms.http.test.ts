import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../testing/test-app.ts'

const start = Date.UTC(2026, 2, 1, 12)
const range = { from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:00Z' }

describe('forms over HTTP', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startTestApp()
    const told = (anonymousId: string, device: string, ...steps: [string, object][]) =>
      steps.map(([event, properties], index) => ({
        type: 'track',
        event,
        anonymousId,
        timestamp: new Date(start + index * 1000).toISOString(),
        properties: { form: 'checkout', path: '/checkout', ...properties },
        context: { device: { type: device } },
      }))
    const answer = await app.request('POST', '/v1/batch', {
      writeKey: app.writeKey,
      batch: [
        ...told(
          'ann',
          'mobile',
          ['Form Started', { field: 'email' }],
          ['Form Field Left', { field: 'email', filled: true, duration_ms: 3000, refills: 0, errors: 0 }],
          ['Form Field Left', { field: 'phone', filled: true, duration_ms: 8000, refills: 3, errors: 2 }],
          ['Form Abandoned', { last_field: 'phone', duration_ms: 15_000 }],
        ),
        ...told(
          'bob',
          'desktop',
          ['Form Started', { field: 'email' }],
          ['Form Field Left', { field: 'email', filled: true, duration_ms: 5000, refills: 0, errors: 0 }],
          ['Form Submitted', { duration_ms: 30_000 }],
        ),
      ],
    })
    expect(answer.statusCode, app.logged()).toBe(200)
  })
  afterAll(() => app.close())

  it('lists forms with rates and their intervals', async () => {
    const answer = await app.request('POST', '/api/v1/forms', range)
    expect(answer.statusCode, answer.body).toBe(200)
    expect(answer.json()).toMatchObject({
      forms: [
        {
          form: 'checkout',
          path: '/checkout',
          people: 2,
          starts: 2,
          completed: { estimate: 0.5, count: 1, of: 2 },
          abandoned: { estimate: 0.5, count: 1, of: 2 },
          open: 0,
          completedSeconds: 30,
          lastField: { field: 'phone', left: { count: 1, of: 2 } },
        },
      ],
    })
  })

  it('tells a form field by field, also of a part of the people', async () => {
    const answer = await app.request('POST', '/api/v1/forms/fields', { ...range, form: 'checkout' })
    expect(answer.json().fields).toMatchObject([
      {
        field: 'email',
        reached: { count: 2 },
        filled: { count: 2 },
        left: { count: 0 },
        seconds: 4,
        errors: 0,
      },
      { field: 'phone', visits: 1, fills: 1, seconds: 8, refills: 3, refilledPeople: 1, errors: 2 },
    ])
    const phones = await app.request('POST', '/api/v1/forms/fields', {
      ...range,
      form: 'checkout',
      where: [{ property: 'device.type', operator: 'equals', value: 'desktop' }],
    })
    expect(phones.json()).toMatchObject({ summary: { people: 1, completed: { estimate: 1 } } })
    const unknown = await app.request('POST', '/api/v1/forms/fields', { ...range, form: 'nothing' })
    expect(unknown.json()).toEqual({ summary: null, fields: [] })
  })

  it('says what is wrong with a request', async () => {
    const wrong = await app.request('POST', '/api/v1/forms/fields', { ...range, form: '' })
    expect(wrong.json()).toMatchObject({ code: 'invalid' })
    const nobody = await app.request('POST', '/api/v1/forms', { ...range, segment: 'nobody' })
    expect(nobody.json()).toMatchObject({ code: 'not_found' })
  })
})
