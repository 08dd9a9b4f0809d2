import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Filter } from '@throughline/contract/filter'
import type { Question } from '@throughline/contract/question'
import {
  type FunnelRequest,
  type FunnelResponse,
  type LifecycleRequest,
  type LifecycleResponse,
  type PathsRequest,
  type PathsResponse,
  type RetentionRequest,
  type RetentionResponse,
  reportFunnel,
  reportLifecycle,
  reportPaths,
  reportRetention,
  reportTrend,
  type TrendRequest,
  type TrendResponse,
} from '@throughline/contract/reports'
import { call } from '../../../api.ts'
import { isComplete } from '../../../ui/filter/operator-words.ts'
import { intervalFor, type Period } from '../../../view/period.ts'
import { missingParts } from '../question/missing-parts.ts'

/** The days and the people that a question is asked of. */
export interface ReportScope {
  readonly period: Period
  readonly segment: string | undefined
}

/** An answer together with what exactly was asked, so that a picture never mixes two questions. */
export type Answered =
  | { readonly type: 'trend'; readonly asked: TrendRequest; readonly answer: TrendResponse }
  | { readonly type: 'funnel'; readonly asked: FunnelRequest; readonly answer: FunnelResponse }
  | { readonly type: 'retention'; readonly asked: RetentionRequest; readonly answer: RetentionResponse }
  | { readonly type: 'paths'; readonly asked: PathsRequest; readonly answer: PathsResponse }
  | { readonly type: 'lifecycle'; readonly asked: LifecycleRequest; readonly answer: LifecycleResponse }

/**
 * The query of a report; it rests while the question is not complete. While the next answer is on its way the last one
 * stays.
 */
export function reportQuery(question: Question, scope: ReportScope) {
  const request = requestOf(question, scope)
  return queryOptions({
    queryKey: ['report', request],
    queryFn: ({ signal }) => ask(request, signal),
    enabled: missingParts(question).length === 0,
    placeholderData: keepPreviousData,
  })
}

type Request =
  | { readonly type: 'trend'; readonly body: TrendRequest }
  | { readonly type: 'funnel'; readonly body: FunnelRequest }
  | { readonly type: 'retention'; readonly body: RetentionRequest }
  | { readonly type: 'paths'; readonly body: PathsRequest }
  | { readonly type: 'lifecycle'; readonly body: LifecycleRequest }

/** What a question says to the server about given days: without what is unfinished, with what it left open. */
function requestOf(question: Question, { period, segment }: ReportScope): Request {
  const { from, to, timezone } = period
  const range = { from, to, timezone, ...(segment === undefined ? {} : { segment }) }
  const fitting = intervalFor(period)
  switch (question.type) {
    case 'trend': {
      const { type, chart: _, series, interval = fitting, ...rest } = question
      const asked = series.map(({ property, ...one }) => ({
        ...finished(one),
        ...(property && one.measure !== 'count' && one.measure !== 'people' ? { property } : {}),
      }))
      return { type, body: { ...range, ...finished(rest), interval, series: asked } }
    }
    case 'funnel': {
      const { type, steps, exclusions, ...rest } = question
      const body = {
        ...range,
        ...finished(rest),
        steps: steps.map(finished),
        ...(exclusions ? { exclusions: exclusions.map(finished) } : {}),
        histogram: rest.histogram ?? { bins: 20 },
      }
      return { type, body }
    }
    case 'retention': {
      const { type, cohort, return: back, ...rest } = question
      return {
        type,
        body: { ...range, ...finished(rest), cohort: finished(cohort), return: finished(back) },
      }
    }
    case 'paths': {
      const { type, ...rest } = question
      return { type, body: { ...range, ...finished(rest) } }
    }
    case 'lifecycle': {
      const { type, interval = fitting === 'hour' ? 'day' : fitting, ...rest } = question
      return { type, body: { ...range, ...finished(rest), interval } }
    }
  }
}

async function ask(request: Request, signal: AbortSignal): Promise<Answered> {
  switch (request.type) {
    case 'trend':
      return answered(request, await call(reportTrend, { body: request.body }, signal))
    case 'funnel':
      return answered(request, await call(reportFunnel, { body: request.body }, signal))
    case 'retention':
      return answered(request, await call(reportRetention, { body: request.body }, signal))
    case 'paths':
      return answered(request, await call(reportPaths, { body: request.body }, signal))
    case 'lifecycle':
      return answered(request, await call(reportLifecycle, { body: request.body }, signal))
  }
}

function answered<Type, Body, Answer>({ type, body }: { type: Type; body: Body }, answer: Answer) {
  return { type, asked: body, answer }
}

/** Without conditions that are still being written. */
function finished<Part extends { where?: Filter[] }>({ where, ...rest }: Part) {
  const complete = where?.filter(isComplete) ?? []
  return { ...rest, ...(complete.length > 0 ? { where: complete } : {}) }
}
