import type { Board, SavedReport } from '@throughline/contract/boards'
import type { Question } from '@throughline/contract/question'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../testing/test-app.ts'

let app: TestApp
let now = Date.parse('2026-03-01T10:00:00Z')
beforeAll(async () => {
  app = await startTestApp({ clock: () => now })
})
afterAll(() => app.close())

const funnel: Question = {
  type: 'funnel',
  steps: [
    {
      event: 'Product Viewed',
      where: [{ property: 'category', operator: 'in', value: ['shoes', 'O’Neill; DROP TABLE boards'] }],
    },
    { event: 'Order Completed' },
  ],
  windowSeconds: 604_800,
}

const saveReport = async (name: string, question: Question = funnel): Promise<SavedReport> => {
  const answer = await app.request('POST', '/api/v1/saved-reports', { name, question })
  expect(answer.statusCode, answer.body).toBe(201)
  return answer.json()
}

const makeBoard = async (body: object): Promise<Board> => {
  const answer = await app.request('POST', '/api/v1/boards', body)
  expect(answer.statusCode, answer.body).toBe(201)
  return answer.json()
}

describe('saved reports', () => {
  const every: Question[] = [
    funnel,
    {
      type: 'trend',
      chart: 'bars',
      series: [{ event: '*', measure: 'perPerson' }],
      breakdown: { property: 'country' },
    },
    {
      type: 'retention',
      cohort: { event: 'Signed Up', firstTime: true },
      return: { event: '*' },
      period: 'week',
      periods: 8,
    },
    { type: 'paths', anchor: { direction: 'from', path: '/' }, exclude: ['Page Left'] },
    { type: 'lifecycle', event: '*' },
  ]

  it.each(every)('keep a question of type $type as it was asked', async (question) => {
    const saved = await saveReport(`A ${question.type}`, question)
    const read = (await app.request('GET', `/api/v1/saved-reports/${saved.id}`)).json<SavedReport>()
    expect(read).toEqual(saved)
    expect(read.question).toMatchObject(question)
    expect(read).toMatchObject({ description: '', view: {}, createdAt: '2026-03-01T10:00:00.000Z' })
  })

  it('change only in what is sent, and the last changed comes first', async () => {
    const saved = await saveReport('  Drop-off  ')
    expect(saved.name).toBe('Drop-off')
    now += 60_000
    const answer = await app.request('PATCH', `/api/v1/saved-reports/${saved.id}`, {
      view: { period: '90d', timezone: 'Europe/Berlin' },
    })
    expect(answer.json()).toEqual({
      ...saved,
      view: { period: '90d', timezone: 'Europe/Berlin' },
      changedAt: '2026-03-01T10:01:00.000Z',
    })
    const { reports } = (await app.request('GET', '/api/v1/saved-reports')).json<{
      reports: SavedReport[]
    }>()
    expect(reports[0]?.id).toBe(saved.id)
  })

  it('are gone once deleted, also from their boards', async () => {
    const [one, two] = [await saveReport('One'), await saveReport('Two')]
    const board = await makeBoard({
      name: 'Both',
      items: [one, two].map(({ id }) => ({ report: id, width: 'half' })),
    })
    expect((await app.request('DELETE', `/api/v1/saved-reports/${one.id}`)).statusCode).toBe(204)
    expect((await app.request('GET', `/api/v1/saved-reports/${one.id}`)).statusCode).toBe(404)
    expect((await app.request('DELETE', `/api/v1/saved-reports/${one.id}`)).statusCode).toBe(404)
    const left = (await app.request('GET', `/api/v1/boards/${board.id}`)).json<Board>()
    expect(left.items).toEqual([{ report: two.id, width: 'half' }])
  })

  it.each([
    ['no name', { question: funnel }, 'name'],
    ['a name of spaces', { name: '  ', question: funnel }, 'name'],
    ['a NUL in a name', { name: 'a\0b', question: funnel }, 'name'],
    [
      'a lone surrogate in the question',
      { name: 'a', question: { ...funnel, steps: [{ event: '\ud800' }, { event: 'b' }] } },
      'question.steps[0].event',
    ],
    ['one step', { name: 'a', question: { ...funnel, steps: [{ event: 'a' }] } }, 'question.steps'],
    ['half a range', { name: 'a', question: funnel, view: { from: '2026-01-01' } }, 'view'],
    [
      'a range that ends before it begins',
      { name: 'a', question: funnel, view: { from: '2026-01-02', to: '2026-01-01' } },
      'view.to',
    ],
    [
      'an offset, which no report takes for a zone',
      { name: 'a', question: funnel, view: { timezone: '+02:00' } },
      'view.timezone',
    ],
    [
      'a zone of another planet',
      { name: 'a', question: funnel, view: { timezone: 'Mars/Base' } },
      'view.timezone',
    ],
  ])('are not made with %s', async (_case, body, field) => {
    const answer = await app.request('POST', '/api/v1/saved-reports', body)
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ code: 'invalid', field })
  })

  it('of another project are not there', async () => {
    await sql`
      INSERT INTO projects (id, name, timezone, currency, identity_rules, created_at, changed_at)
      VALUES ('other', 'other', 'UTC', 'EUR', '{}', now(), now())`.execute(app.state)
    await sql`
      INSERT INTO saved_reports (id, project_id, name, description, question, view, created_at, changed_at)
      VALUES ('theirs', 'other', 'x', '', ${JSON.stringify(funnel)}, '{}', now(), now())`.execute(app.state)
    for (const method of ['GET', 'DELETE'] as const)
      expect((await app.request(method, '/api/v1/saved-reports/theirs')).statusCode).toBe(404)
    const items = [{ report: 'theirs', width: 'half' }]
    const refused = await app.request('POST', '/api/v1/boards', { name: 'Mine', items })
    expect(refused.json()).toMatchObject({ code: 'invalid', field: 'items[0].report' })
  })
})

describe('boards', () => {
  it('keep their reports in order, and take a new order as a whole', async () => {
    const ids: string[] = []
    for (const name of ['a', 'b', 'c']) ids.push((await saveReport(name)).id)
    const items = ids.map((report) => ({ report, width: 'half' }))
    const board = await makeBoard({ name: 'Week', items })
    expect(board.items).toEqual(items)

    const turned = items.toReversed().map((item) => ({ ...item, width: 'full' }))
    await app.request('PATCH', `/api/v1/boards/${board.id}`, { items: turned })
    await app.request('PATCH', `/api/v1/boards/${board.id}`, { name: 'Month' })
    expect((await app.request('GET', `/api/v1/boards/${board.id}`)).json()).toMatchObject({
      name: 'Month',
      items: turned,
    })
  })

  it('are listed by name and go without their reports', async () => {
    const report = await saveReport('stays')
    const board = await makeBoard({ name: 'aardvark', items: [{ report: report.id, width: 'half' }] })
    const { boards } = (await app.request('GET', '/api/v1/boards')).json<{ boards: Board[] }>()
    expect(boards[0]?.id).toBe(board.id)
    expect((await app.request('DELETE', `/api/v1/boards/${board.id}`)).statusCode).toBe(204)
    expect((await app.request('GET', `/api/v1/boards/${board.id}`)).statusCode).toBe(404)
    expect((await app.request('GET', `/api/v1/saved-reports/${report.id}`)).statusCode).toBe(200)
  })

  it('show a report at most once', async () => {
    const { id } = await saveReport('once')
    const item = { report: id, width: 'half' }
    const answer = await app.request('POST', '/api/v1/boards', { name: 'x', items: [item, item] })
    expect(answer.json()).toMatchObject({ code: 'invalid', field: 'items[1].report' })
  })

  it('that are not there say so', async () => {
    expect((await app.request('PATCH', '/api/v1/boards/none', { name: 'x' })).statusCode).toBe(404)
    expect((await app.request('DELETE', '/api/v1/boards/none')).statusCode).toBe(404)
  })
})

it('are none of a stranger’s business', async () => {
  for (const url of ['/api/v1/saved-reports', '/api/v1/boards'])
    expect((await app.http.inject({ url })).statusCode).toBe(401)
})
