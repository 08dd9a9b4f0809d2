import type { Page, Request } from '@playwright/test'
import type { FindingDetail, FrictionAnswer } from '../packages/contract/src/friction.ts'

/** What the friction API answers to a page, and what the page asked it to change. */
export interface FrictionMock {
  list: FrictionAnswer
  detail: FindingDetail
  readonly marks: unknown[]
  /** How often the list was asked for. */
  asked: number
}

type Mark = Partial<Pick<NonNullable<FindingDetail['finding']>, 'mark' | 'reason' | 'owner'>>

/** Answers the friction routes of a page in place of the server; marks stay, as they do there. */
export async function mockFriction(
  page: Page,
  answers: { list: FrictionAnswer; detail: FindingDetail },
): Promise<FrictionMock> {
  const mock: FrictionMock = { ...answers, marks: [], asked: 0 }
  await page.route(/\/api\/v1\/friction\?/, (route) => {
    mock.asked += 1
    return route.fulfill({ json: mock.list })
  })
  await page.route(/\/api\/v1\/friction\/findings\//, (route) => {
    if (route.request().method() === 'GET') return route.fulfill({ json: mock.detail })
    return route.fulfill({ json: marked(mock, route.request()) })
  })
  return mock
}

function marked(mock: FrictionMock, request: Request): Mark {
  const change: Mark = request.postDataJSON()
  mock.marks.push(change)
  const { finding } = mock.detail
  if (!finding) return change
  const after = { ...finding, ...change }
  mock.detail = { ...mock.detail, finding: after }
  const findings = mock.list.findings.map((one) => (one.id === after.id ? { ...one, ...change } : one))
  mock.list = { ...mock.list, findings }
  return { mark: after.mark, reason: after.reason, owner: after.owner }
}
