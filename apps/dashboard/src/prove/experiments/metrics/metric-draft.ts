import type {
  MetricDefinition,
  MetricEvent,
  MetricKind,
  RatioPart,
} from '@throughline/contract/experiment-metrics'
import { isComplete } from '../../../ui/filter/operator-words.ts'

/** The event whose money is counted, net of refunds. */
export const orderEvent = 'Order Completed'

/** What a metric of a kind starts with: the event and the window stay while one tries kinds. */
export function definitionOf(kind: MetricKind, old?: MetricDefinition): MetricDefinition {
  const event = old?.event ?? orderEvent
  const where = old?.where ? { where: old.where } : {}
  const shared = {
    kind,
    better: kind === 'timeTo' ? ('down' as const) : (old?.better ?? ('up' as const)),
    ...(old?.windowHours === undefined || kind === 'retention' || kind === 'timeTo'
      ? {}
      : { windowHours: old.windowHours }),
  }
  const ofEvent = { ...shared, event, ...where }
  switch (kind) {
    case 'proportion':
    case 'count':
      return ofEvent
    case 'revenue':
      return { ...shared, ...where }
    case 'mean':
      return { ...ofEvent, property: old?.property ?? '', perUnit: 'sum' }
    case 'quantile':
      return { ...ofEvent, property: old?.property ?? '', perUnit: 'average', quantile: 0.5 }
    case 'ratio':
      return {
        ...shared,
        numerator: { measure: 'revenue', event: orderEvent },
        denominator: { measure: 'count', event },
      }
    case 'funnel':
      return { ...shared, steps: [{ event: 'Checkout Started' }, { event }] }
    case 'retention':
      return { ...ofEvent, retention: { fromDay: 7, toDay: 14 } }
    case 'timeTo':
      return { ...ofEvent, horizonDays: 14 }
  }
}

/** What a definition still lacks, in words; undefined where it can be saved. */
export function missingOf(definition: MetricDefinition): string | undefined {
  const { kind, property, steps, numerator, denominator, retention } = definition
  if (kind === 'funnel')
    return (steps ?? []).some(({ event }) => event === '') ? 'Each step needs an event.' : undefined
  if (kind === 'ratio') return partLacks(numerator, 'upper') ?? partLacks(denominator, 'lower')
  if (kind !== 'revenue' && (definition.event ?? '') === '') return 'It needs an event.'
  if ((kind === 'mean' || kind === 'quantile') && (property ?? '') === '')
    return 'It needs the number to look at.'
  if (retention && kind === 'retention' && retention.toDay <= retention.fromDay) {
    return 'The last day must come after the first.'
  }
  return undefined
}

function partLacks(part: RatioPart | undefined, side: 'upper' | 'lower'): string | undefined {
  if (!part || part.event === '') return `The ${side} part needs an event.`
  return part.measure === 'sum' && (part.property ?? '') === ''
    ? `The ${side} part needs the number to add up.`
    : undefined
}

/** A definition as the server takes it: without conditions that are not finished. */
export function finishedDefinition(definition: MetricDefinition): MetricDefinition {
  const { where, steps, numerator, denominator, ...rest } = definition
  return {
    ...rest,
    ...finishedWhere(where),
    ...(steps ? { steps: steps.map(finishedEvent) } : {}),
    ...(numerator ? { numerator: finishedEvent(numerator) } : {}),
    ...(denominator ? { denominator: finishedEvent(denominator) } : {}),
  }
}

function finishedEvent<Event extends MetricEvent>({ where, ...event }: Event) {
  return { ...event, ...finishedWhere(where) }
}

function finishedWhere(where: MetricEvent['where']): { where?: NonNullable<MetricEvent['where']> } {
  const finished = (where ?? []).filter(isComplete)
  return finished.length === 0 ? {} : { where: finished }
}

/** A part of a ratio that measures something else: money is always of orders, and only a sum has a number. */
export function partOf(measure: RatioPart['measure'], { event, where, property }: RatioPart): RatioPart {
  return {
    measure,
    event: measure === 'revenue' ? orderEvent : event,
    ...(where ? { where } : {}),
    ...(measure === 'sum' ? { property: property ?? '' } : {}),
  }
}
