import type { Question, QuestionType } from '@throughline/contract/question'
import type { TrendRequest } from '@throughline/contract/reports'

export const typeWords: Readonly<Record<QuestionType, { name: string; asks: string }>> = {
  trend: { name: 'Trend', asks: 'How a number moves over time' },
  funnel: { name: 'Funnel', asks: 'How many get through a series of steps, and where the others are lost' },
  retention: { name: 'Retention', asks: 'How many of those who began come back' },
  paths: { name: 'Paths', asks: 'What people do after something, or before it' },
  lifecycle: { name: 'Lifecycle', asks: 'Who is new, who returns, who falls silent' },
}

/** An event as it stands in a sentence: “Order Completed”, or any event. */
export const eventWords = (event: string): string => (event === '*' ? 'any event' : `“${event}”`)

/** A name for a report that its maker need not invent. */
export function suggestedName(question: Question): string {
  switch (question.type) {
    case 'trend': {
      const names = question.series.map(seriesName)
      const of = question.formula ?? names.join(', ')
      return question.breakdown ? `${of} by ${question.breakdown.property}` : of
    }
    case 'funnel':
      return `${question.steps[0]?.event} to ${question.steps.at(-1)?.event}`
    case 'retention':
      if (question.value) {
        const { property } = question.value
        return `${property.charAt(0).toUpperCase()}${property.slice(1)} by cohort of ${plainEvent(question.cohort.event)}`
      }
      return question.cohort.event === question.return.event
        ? `Who does ${plainEvent(question.cohort.event)} again`
        : `Who comes back to ${plainEvent(question.return.event)} after ${plainEvent(question.cohort.event)}`
    case 'paths': {
      const { direction, event, path } = question.anchor
      return `${direction === 'from' ? 'What follows' : 'What leads to'} ${path ?? event}`
    }
    case 'lifecycle':
      return `New, returning and dormant people by ${plainEvent(question.event)}`
  }
}

type Series = TrendRequest['series'][number]

/** A series as a line of a chart is called. */
export function seriesName({ event, measure, property }: Series): string {
  const name = plainEvent(event)
  switch (measure) {
    case 'count':
      return event === '*' ? 'Events' : name
    case 'people':
      return event === '*' ? 'People' : `People: ${name}`
    case 'perPerson':
      return property ? `${property} a person, ${name}` : `${name} a person`
    default:
      return `${measureWords[measure]} of ${property}, ${name}`
  }
}

/** What the numbers of a series count. */
export function seriesUnit({ measure, property }: Series): string {
  switch (measure) {
    case 'count':
      return 'events'
    case 'people':
      return 'people'
    case 'perPerson':
      return property ? `${property} a person` : 'events a person'
    default:
      return `${measureWords[measure].toLowerCase()} of ${property}`
  }
}

export const measureWords: Readonly<Record<Series['measure'], string>> = {
  count: 'Events',
  people: 'People',
  perPerson: 'Per person',
  sum: 'Sum',
  average: 'Average',
  p50: 'Median',
  p75: '75th percentile',
  p90: '90th percentile',
  p95: '95th percentile',
  p99: '99th percentile',
}

/** A group of a breakdown, as it is called in tables and charts. */
export function groupName({ value, other }: { value: string | null; other?: true }): string {
  if (other) return 'All others'
  return value === null || value === '' ? 'Without a value' : value
}

const plainEvent = (event: string): string => (event === '*' ? 'any event' : event)

const spans = [
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
  { unit: 'second', seconds: 1 },
] as const

/** A window in the largest unit that fits it whole: `604800` → `7 days`. */
export function windowWords(seconds: number): string {
  const span = spans.find((each) => seconds % each.seconds === 0) ?? { unit: 'second', seconds: 1 }
  const count = seconds / span.seconds
  return `${count} ${span.unit}${count === 1 ? '' : 's'}`
}
