import type { Page, Request } from '@playwright/test'
import type { ExperimentMetric } from '../packages/contract/src/experiment-metrics.ts'
import type { ExperimentResults } from '../packages/contract/src/experiment-results.ts'
import type { ExperimentDetail } from '../packages/contract/src/experiments.ts'
import { draft, metrics, plan, report } from './experiment-answers.ts'

/** What the experiments API answers to a page, and what the page asked it to do. */
export interface ExperimentMock {
  experiments: ExperimentDetail[]
  results: ExperimentResults
  metrics: readonly ExperimentMetric[]
  readonly acts: { readonly path: string; readonly body: unknown }[]
}

/** Answers the routes of experiments in place of the server; deeds leave the states that they do there. */
export async function mockExperiments(
  page: Page,
  answers: Pick<ExperimentMock, 'experiments' | 'results'>,
): Promise<ExperimentMock> {
  const mock: ExperimentMock = { ...answers, metrics, acts: [] }
  await page.route(/\/api\/v1\/experiments(?:[/?]|$)/, (route) => {
    const answer = answerTo(mock, route.request())
    return answer === undefined ? route.fulfill({ status: 404, json: {} }) : route.fulfill({ json: answer })
  })
  return mock
}

function answerTo(mock: ExperimentMock, request: Request): unknown {
  const { pathname, searchParams } = new URL(request.url())
  const [id, part] = pathname.split('/').slice(4)
  if (request.method() !== 'GET' && id !== 'plan')
    mock.acts.push({ path: pathname, body: request.postDataJSON() })
  if (id === undefined) return { experiments: ofState(mock, searchParams.get('state')) }
  if (id === 'metrics') return request.method() === 'POST' ? made(mock, request) : { metrics: mock.metrics }
  if (id === 'layers')
    return {
      layers: [
        {
          id: 'l1',
          name: 'Checkout',
          free: 40,
          held: [
            { experiment: 'e1', name: 'A shorter shipping form', traffic: 50 },
            { experiment: 'e3', name: 'Larger product pictures', traffic: 10 },
          ],
        },
      ],
    }
  if (id === 'holdout') return { share: 0.02 }
  if (id === 'plan') return plan
  const experiment = mock.experiments.find((one) => one.id === id)
  if (!experiment) return undefined
  if (part === 'results') return { ...mock.results, experiment: id }
  if (part === 'report') return report
  if (request.method() === 'PATCH') return changed(mock, experiment, request)
  return part === undefined ? experiment : done(mock, experiment, part, request)
}

function made(mock: ExperimentMock, request: Request): ExperimentMetric {
  const body: Pick<ExperimentMetric, 'name' | 'definition'> = request.postDataJSON()
  const metric: ExperimentMetric = {
    id: 'made',
    description: '',
    format: 'share',
    readyMade: false,
    usedBy: 0,
    createdAt: draft.createdAt,
    changedAt: draft.createdAt,
    ...body,
  }
  mock.metrics = [...mock.metrics, metric]
  return metric
}

/** A draft that is planned and saved lacks nothing any more. */
function changed(mock: ExperimentMock, before: ExperimentDetail, request: Request): ExperimentDetail {
  const body: Partial<ExperimentDetail> = request.postDataJSON()
  const checks = before.checks.filter(({ state }) => state !== 'no')
  return replaced(mock, { ...before, ...body, checks })
}

function replaced(mock: ExperimentMock, after: ExperimentDetail): ExperimentDetail {
  mock.experiments = mock.experiments.map((one) => (one.id === after.id ? after : one))
  return after
}

function ofState({ experiments }: ExperimentMock, state: string | null): ExperimentDetail[] {
  return experiments.filter((one) => (state === null ? one.state !== 'archived' : one.state === state))
}

function done(
  mock: ExperimentMock,
  before: ExperimentDetail,
  deed: string,
  request: Request,
): ExperimentDetail {
  const body: { variation?: string; traffic?: number } | null = request.postDataJSON()
  const after: ExperimentDetail = {
    ...before,
    ...(deed === 'start' ? { state: 'running', startedAt: before.createdAt } : {}),
    ...(deed === 'stop' || deed === 'ship' ? { state: 'stopped', stoppedAt: '2026-04-20T09:00:00Z' } : {}),
    ...(deed === 'ship' ? { shipped: body?.variation ?? null } : {}),
    ...(deed === 'archive' ? { state: 'archived' } : {}),
    ...(deed === 'traffic'
      ? {
          phases: [
            ...before.phases,
            {
              at: '2026-04-19T09:00:00Z',
              traffic: body?.traffic ?? 0,
              split: before.split,
              because: null,
            },
          ],
        }
      : {}),
  }
  return replaced(mock, after)
}
