import type {
  ExperimentMetric,
  MetricDefinition,
  MetricFormat,
  RatioPart,
} from '@throughline/contract/experiment-metrics'
import { AppError } from '../../../platform/app-error.ts'
import { eventField } from '../../../platform/events/event-fields.ts'

/** A metric as it is measured. */
export type MeasuredMetric = Pick<ExperimentMetric, 'id' | 'name' | 'definition' | 'format'>

export const ORDER_EVENT = 'Order Completed'
export const DEFAULT_HORIZON_DAYS = 14
export const DEFAULT_QUANTILE = 0.5

/** How a metric's value is written. */
export function formatOf(definition: MetricDefinition): MetricFormat {
  switch (definition.kind) {
    case 'proportion':
    case 'funnel':
    case 'retention':
      return 'share'
    case 'revenue':
      return 'money'
    case 'timeTo':
      return 'days'
    case 'ratio':
      return definition.numerator?.measure === 'revenue' && definition.denominator?.measure !== 'revenue'
        ? 'money'
        : 'number'
    default:
      return 'number'
  }
}

/** What mean and quantile make of a unit's events. */
export const perUnitOf = ({ kind, perUnit }: MetricDefinition): 'sum' | 'average' | 'max' =>
  perUnit ?? (kind === 'mean' ? 'sum' : 'average')

/** The parts that a kind needs; what else is said of a metric is refused, so that nothing is silently ignored. */
const parts: Readonly<Record<MetricDefinition['kind'], { needs: readonly Part[]; takes: readonly Part[] }>> =
  {
    proportion: { needs: ['event'], takes: ['where', 'windowHours', 'wait'] },
    count: { needs: ['event'], takes: ['where', 'windowHours', 'wait', 'cap'] },
    mean: { needs: ['event', 'property'], takes: ['where', 'perUnit', 'windowHours', 'wait', 'cap'] },
    revenue: { needs: [], takes: ['where', 'windowHours', 'wait', 'cap'] },
    ratio: { needs: ['numerator', 'denominator'], takes: ['windowHours', 'wait'] },
    quantile: {
      needs: ['event', 'property'],
      takes: ['where', 'perUnit', 'quantile', 'windowHours', 'wait'],
    },
    funnel: { needs: ['steps'], takes: ['of', 'windowHours', 'wait'] },
    retention: { needs: ['event', 'retention'], takes: ['where'] },
    timeTo: { needs: ['event'], takes: ['where', 'horizonDays'] },
  }

type Part = Exclude<keyof MetricDefinition, 'kind' | 'better'>

/**
 * Whether a metric says all that its kind needs, and nothing else.
 *
 * @throws AppError `invalid` that names the field and what was expected
 */
export function checkDefinition(definition: MetricDefinition): void {
  const { kind } = definition
  const { needs, takes } = parts[kind]
  for (const part of needs)
    if (definition[part] === undefined)
      throw wrong(part, `is missing; a metric of kind ${kind} needs ${needs.join(' and ')}`)
  for (const [part, value] of Object.entries(definition)) {
    if (part === 'kind' || part === 'better' || value === undefined || value === false) continue
    if (![...needs, ...takes].includes(part as Part))
      throw wrong(
        part,
        `does not go with a metric of kind ${kind}; it takes ${[...needs, ...takes].join(', ')}`,
      )
  }
  if (definition.property !== undefined) checkNumber('property', definition.property)
  for (const side of ['numerator', 'denominator'] as const) {
    const part = definition[side]
    if (part) checkPart(side, part)
  }
  if (definition.wait && definition.windowHours === undefined)
    throw wrong('wait', 'needs windowHours, whose end is waited for')
  const { retention, cap } = definition
  if (retention && retention.toDay <= retention.fromDay)
    throw wrong('retention.toDay', 'must be after fromDay')
  if (cap?.kind === 'percentile' && cap.at >= 100)
    throw wrong('cap.at', 'a percentile lies between 0 and 100, such as 99.5')
}

function checkPart(side: string, { measure, event, property }: RatioPart): void {
  if (measure === 'sum' && property === undefined)
    throw wrong(`${side}.property`, 'is missing; sum needs a number to add up')
  if (measure !== 'sum' && property !== undefined)
    throw wrong(`${side}.property`, `does not go with ${measure}; leave it out, or take sum`)
  if (measure === 'revenue' && event !== ORDER_EVENT)
    throw wrong(`${side}.event`, `revenue is of orders: expected "${ORDER_EVENT}"`)
  if (property !== undefined) checkNumber(`${side}.property`, property)
}

function checkNumber(place: string, property: string): void {
  const { kind } = eventField(property)
  if (kind === 'trait' || kind === 'segment')
    throw wrong(place, 'must be a number that the event carries, not one of its person')
}

const wrong = (part: string, what: string): AppError =>
  new AppError('invalid', `definition.${part}: ${what}.`, { field: `definition.${part}` })
