import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventRow } from '../../../testing/event-rows.ts'
import { type EventStore, openEventStore } from '../../../testing/event-store.ts'
import { type FormEvent, referenceForm } from './form-reference.ts'
import { reportFormFields, reportForms } from './form-report.ts'

const segments = { condition: () => Promise.reject(new Error('no segments here')) }
const start = Date.UTC(2026, 0, 1)
const range = { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' }

const event = fc.record({
  person: fc.constantFrom('ann', 'bob', 'cyd', 'dan'),
  event: fc.constantFrom(
    'Form Started' as const,
    'Form Field Left' as const,
    'Form Field Left' as const,
    'Form Field Left' as const,
    'Form Submitted' as const,
    'Form Abandoned' as const,
  ),
  at: fc.integer({ min: 0, max: 30 }).map((s) => s * 1000),
  field: fc.constantFrom('email', 'phone', 'street', ''),
  filled: fc.boolean(),
  refills: fc.integer({ min: 0, max: 4 }),
  errors: fc.integer({ min: 0, max: 3 }),
  ms: fc.integer({ min: 0, max: 90_000 }),
})

describe('forms', () => {
  let store: EventStore
  let project = 0
  beforeAll(async () => {
    store = await openEventStore()
  })
  afterAll(() => store.close())

  const deps = () => ({ analytics: store.analytics, segments })
  const write = async (
    events: readonly FormEvent[],
    form = 'checkout',
    path = '/checkout',
  ): Promise<string> => {
    const projectId = `forms-${++project}`
    await store.write(
      events.map(({ person, event, at, field, filled, refills, errors, ms }) =>
        eventRow({
          project_id: projectId,
          event,
          user_id: person,
          ts: start + at,
          path,
          properties: JSON.stringify({
            form,
            ...(event === 'Form Abandoned' ? { last_field: field } : { field }),
            ...(event === 'Form Field Left' ? { filled, refills, errors } : {}),
            duration_ms: ms,
          }),
        }),
      ),
    )
    return projectId
  }

  it('come to what their definition comes to, event by event', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 15, maxLength: 70 }), async (events) => {
        const projectId = await write(events)
        const expected = referenceForm(events)
        const { summary, fields } = await reportFormFields(deps(), projectId, { ...range, form: 'checkout' })
        expect(summary?.people ?? 0).toBe(expected.people)
        if (!summary) return
        expect(summary.starts).toBe(expected.starts)
        expect(summary.completed.count).toBe(expected.completed)
        expect(summary.abandoned.count).toBe(expected.abandoned)
        expect(summary.open).toBe(expected.people - expected.completed - expected.abandoned)
        expect(summary.completedSeconds).toBe(expected.completedSeconds)
        expect(
          fields.map(({ reached, filled, left, ...rest }) => ({
            ...rest,
            reached: reached.count,
            filled: filled.count,
            left: left.count,
          })),
        ).toEqual(expected.fields)
        const [listed] = await reportForms(deps(), projectId, range)
        expect(listed).toEqual(summary)
        const most = Math.max(0, ...expected.fields.map(({ left }) => left))
        expect(summary.lastField?.left.count ?? 0).toBe(most)
      }),
      { numRuns: 15 },
    )
  })

  it('tell where people leave, with intervals by Wilson', async () => {
    const said = (person: string, ...steps: [FormEvent['event'], string][]): FormEvent[] =>
      steps.map(([event, field], index) => ({
        person,
        event,
        field,
        at: index * 1000,
        filled: true,
        refills: 0,
        errors: 0,
        ms: 2000,
      }))
    const projectId = await write([
      ...said('ann', ['Form Started', 'email'], ['Form Field Left', 'email'], ['Form Abandoned', 'phone']),
      ...said('bob', ['Form Started', 'email'], ['Form Field Left', 'email'], ['Form Submitted', '']),
      ...said('cyd', ['Form Started', 'email']),
    ])
    const [form] = await reportForms(deps(), projectId, range)
    expect(form).toMatchObject({ form: 'checkout', path: '/checkout', people: 3, open: 1 })
    expect(form?.lastField).toMatchObject({ field: 'phone', left: { count: 1, of: 3 } })
    expect(form?.completed.estimate).toBeCloseTo(1 / 3, 12)
    expect(form?.completed.low).toBeCloseTo(0.0614919, 6)
    expect(form?.completed.high).toBeCloseTo(0.7923404, 6)
    const { fields } = await reportFormFields(deps(), projectId, { ...range, form: 'checkout' })
    expect(fields.map(({ field, reached, filled }) => [field, reached.count, filled.count])).toEqual([
      ['email', 3, 2],
      ['phone', 2, 0],
    ])
  })

  it('answer nothing for a form that nobody began', async () => {
    expect(await reportForms(deps(), 'nobody', range)).toEqual([])
    expect(await reportFormFields(deps(), 'nobody', { ...range, form: 'x' })).toEqual({
      summary: null,
      fields: [],
    })
  })
})
