import type {
  FunnelQuestion,
  LifecycleQuestion,
  PathsQuestion,
  Question,
  QuestionType,
  RetentionQuestion,
  TrendQuestion,
} from '@throughline/contract/question'

export interface Questions {
  readonly trend: TrendQuestion
  readonly funnel: FunnelQuestion
  readonly retention: RetentionQuestion
  readonly paths: PathsQuestion
  readonly lifecycle: LifecycleQuestion
}

/** A day, a week: spans of a funnel's window. */
export const day = 86_400

/** What the SDK sends beside what people do: steps of a path that tell nothing. Whoever wants them takes them back in. */
export const besideThePath: string[] = ['Page Left', 'Scroll Depth Reached', 'Web Vital Measured']

/** Where a builder starts. What it cannot guess is empty, for the person to fill in. */
export const firstQuestions: Questions = {
  trend: { type: 'trend', series: [{ event: '*', measure: 'people' }] },
  funnel: { type: 'funnel', steps: [{ event: '' }, { event: '' }], windowSeconds: 7 * day },
  retention: {
    type: 'retention',
    cohort: { event: '*', firstTime: true },
    return: { event: '*' },
    period: 'week',
    periods: 8,
  },
  paths: { type: 'paths', anchor: { direction: 'from', event: '' }, exclude: besideThePath },
  lifecycle: { type: 'lifecycle', event: '*' },
}

/**
 * The question of another type that is nearest to one: the same events, as far as it has a place for them, and the same
 * conditions.
 */
export function asType(question: Question, type: QuestionType): Question {
  if (question.type === type) return question
  const [first, ...others] = eventsOf(question)
  const shared = question.where ? { where: question.where } : {}
  if (first === undefined) return { ...firstQuestions[type], ...shared }
  const last = others.at(-1)
  switch (type) {
    case 'trend':
      return { type, series: [first, ...others].map((event) => ({ event, measure: 'people' })), ...shared }
    case 'funnel':
      return {
        ...firstQuestions.funnel,
        steps: [first, ...(others.length > 0 ? others : [''])].map((event) => ({ event })),
        ...shared,
      }
    case 'retention':
      return {
        ...firstQuestions.retention,
        cohort: { event: first, firstTime: true },
        return: { event: last ?? first },
        ...shared,
      }
    case 'paths':
      return { ...firstQuestions.paths, anchor: { direction: 'from', event: first }, ...shared }
    case 'lifecycle':
      return { type, event: last ?? first, ...shared }
  }
}

/** The named events of a question, in its order. */
function eventsOf(question: Question): readonly string[] {
  const named = allEvents(question).flatMap((event) => (event && event !== '*' ? [event] : []))
  return [...new Set(named)]
}

function allEvents(question: Question): readonly (string | undefined)[] {
  switch (question.type) {
    case 'trend':
      return question.series.map(({ event }) => event)
    case 'funnel':
      return question.steps.map(({ event }) => event)
    case 'retention':
      return [question.cohort.event, question.return.event]
    case 'paths':
      return [question.anchor.event]
    case 'lifecycle':
      return [question.event]
  }
}
