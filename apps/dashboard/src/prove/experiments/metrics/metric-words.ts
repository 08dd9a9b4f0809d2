import type {
  MetricCap,
  MetricDefinition,
  MetricEvent,
  MetricKind,
  RatioPart,
} from '@throughline/contract/experiment-metrics'
import type { Filter } from '@throughline/contract/filter'
import { formatCount, formatNumber, formatShare } from '../../../format/number.ts'
import { filterText } from '../../../ui/filter/operator-words.ts'

/** What a kind of metric is called, and what it is for. */
export const kindWords: Readonly<Record<MetricKind, { readonly name: string; readonly about: string }>> = {
  proportion: {
    name: 'How many did it',
    about: 'The share that did something at least once: bought, signed up.',
  },
  count: { name: 'How often it was done', about: 'Times that each did something: orders, searches.' },
  mean: {
    name: 'A number of the events',
    about: 'A number that events carry: items in an order, seconds of waiting.',
  },
  revenue: { name: 'Money', about: 'Money of orders, with refunds and cancellations taken out.' },
  ratio: { name: 'One over another', about: 'One sum over another: money an order, errors a page.' },
  quantile: {
    name: 'The typical value',
    about: 'The median or another percentile, which single large values do not move.',
  },
  funnel: { name: 'How many came through', about: 'The share that went through all steps, in their order.' },
  retention: { name: 'How many came back', about: 'The share that did something again some days later.' },
  timeTo: { name: 'How soon it was done', about: 'Days until something is done for the first time.' },
}

/**
 * What a metric measures, as one phrase: `Share that did “Order Completed”, within 7 days`.
 */
export function metricText(definition: MetricDefinition): string {
  const { windowHours, wait, cap } = definition
  return [
    measureText(definition),
    windowHours === undefined
      ? ''
      : `within ${hoursText(windowHours)}${wait ? ', once that has passed' : ''}`,
    cap === undefined ? '' : capText(cap),
  ]
    .filter((part) => part !== '')
    .join(', ')
}

function measureText(definition: MetricDefinition): string {
  const { kind, property = '' } = definition
  const event = eventText(definition)
  switch (kind) {
    case 'proportion':
      return `Share that did ${event}`
    case 'count':
      return `Times that each did ${event}`
    case 'revenue':
      return `Money of the orders of each${whereSuffix(definition.where)}, net of refunds`
    case 'mean':
      return `${perUnitText(definition.perUnit ?? 'sum', property)} of ${event}, each`
    case 'quantile':
      return `${quantileText(definition.quantile ?? 0.5)} of ${lowerFirst(perUnitText(definition.perUnit ?? 'average', property))} of ${event}`
    case 'ratio':
      return `${partText(definition.numerator)} over ${lowerFirst(partText(definition.denominator))}`
    case 'funnel': {
      const steps = (definition.steps ?? []).map(eventText).join(', then ')
      return definition.of === 'previousStep'
        ? `Share of those at the step before that went on: ${steps}`
        : `Share that did ${steps}`
    }
    case 'retention':
      return `Share that did ${event} ${daysText(definition.retention)}`
    case 'timeTo':
      return `Days until ${event}, of the first ${formatNumber(definition.horizonDays ?? 14)}`
  }
}

/** `“Order Completed” where country is DE`; any event where none is named. */
function eventText({ event, where }: Partial<MetricEvent>): string {
  if (event === undefined || event === '') return 'something'
  if (event !== '*') return `“${event}”${whereSuffix(where)}`
  // Several events are any event with one of their names.
  const [names, ...others] = where ?? []
  if (names?.property === 'event' && names.operator === 'in' && Array.isArray(names.value)) {
    return `${names.value.map((name) => `“${name}”`).join(' or ')}${whereSuffix(others)}`
  }
  return `anything${whereSuffix(where)}`
}

function whereSuffix(where: readonly Filter[] | undefined): string {
  return where && where.length > 0 ? ` where ${where.map(filterText).join(' and ')}` : ''
}

/** A window as people say it: whole days where it is one. */
export function hoursText(hours: number): string {
  return hours % 24 === 0 ? formatCount(hours / 24, 'day') : formatCount(hours, 'hour')
}

/** `Median`, `90th percentile`. */
export function quantileText(quantile: number): string {
  if (quantile === 0.5) return 'Median'
  const percent = Math.round(quantile * 1000) / 10
  return `${formatNumber(percent)}${ordinal(percent)} percentile`
}

function ordinal(value: number): string {
  if (!Number.isInteger(value) || (value % 100 > 10 && value % 100 < 14)) return 'th'
  return ['th', 'st', 'nd', 'rd'][value % 10] ?? 'th'
}

function perUnitText(perUnit: NonNullable<MetricDefinition['perUnit']>, property: string): string {
  const named = property === '' ? 'a number' : `“${property}”`
  return { sum: `Sum of ${named}`, average: `Average ${named}`, max: `Largest ${named}` }[perUnit]
}

function partText(part: RatioPart | undefined): string {
  if (!part) return 'Something'
  const { measure, property = '' } = part
  if (measure === 'revenue') return `Money of orders${whereSuffix(part.where)}`
  return measure === 'sum' ? `Sum of “${property}” of ${eventText(part)}` : `Number of ${eventText(part)}`
}

function daysText(retention: MetricDefinition['retention']): string {
  if (!retention) return 'later'
  const { fromDay, toDay } = retention
  return toDay - fromDay === 1 ? `on day ${fromDay}` : `on days ${fromDay} to ${toDay - 1}`
}

const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`

function capText({ kind, at }: MetricCap): string {
  return kind === 'value'
    ? `at most ${formatNumber(at)} each`
    : `at most the ${formatShare(at / 100)} point each`
}
