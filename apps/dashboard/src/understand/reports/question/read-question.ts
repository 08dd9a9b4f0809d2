import { type Filter, operators } from '@throughline/contract/filter'
import { type Question, type QuestionType, questionTypes } from '@throughline/contract/question'
import { measures } from '@throughline/contract/reports'
import { firstQuestions } from './first-question.ts'

/**
 * The question of a link. What cannot be understood is left out rather than refused, so that an old or mistyped link
 * still opens. Unfinished parts (an event not yet chosen, a condition without a value) stay as they are.
 *
 * @example readQuestion('funnel', { steps: [{ event: 'a' }, { event: 'b' }] })
 */
export function readQuestion(type: QuestionType, raw: unknown): Question {
  if (!isRecord(raw)) return firstQuestions[type]
  const where = filters(raw.where)
  switch (type) {
    case 'trend': {
      const series = list(raw.series, readSeries)
      return {
        type,
        series: series.length > 0 ? series.slice(0, 10) : firstQuestions.trend.series,
        ...where,
        ...some({
          interval: oneOf(raw.interval, ['hour', 'day', 'week', 'month']),
          weekStartsOn: weekStart(raw.weekStartsOn),
          breakdown: breakdown(raw.breakdown),
          formula: text(raw.formula),
          compare: oneOf(raw.compare, ['previous']),
          chart: oneOf(raw.chart, ['lines', 'bars']),
        }),
      }
    }
    case 'funnel': {
      const steps = list(raw.steps, readStep)
      return {
        type,
        steps: steps.length >= 2 ? steps.slice(0, 20) : firstQuestions.funnel.steps,
        ...where,
        ...some({
          order: oneOf(raw.order, ['ordered', 'strict', 'unordered']),
          windowSeconds: whole(raw.windowSeconds, 1, Number.MAX_SAFE_INTEGER),
          exclusions: some1(list(raw.exclusions, readExclusion).slice(0, 10)),
          breakdown: breakdown(raw.breakdown),
          unit: oneOf(raw.unit, ['person', 'session']),
        }),
      }
    }
    case 'retention': {
      const { cohort, return: back, period, periods } = firstQuestions.retention
      const began = readStep(raw.cohort) ?? cohort
      const firstTime = isRecord(raw.cohort) ? raw.cohort.firstTime : undefined
      return {
        type,
        cohort: { ...began, ...(typeof firstTime === 'boolean' ? { firstTime } : {}) },
        return: readStep(raw.return) ?? back,
        period: oneOf(raw.period, ['day', 'week', 'month']) ?? period,
        periods: whole(raw.periods, 1, 100) ?? periods,
        ...where,
        ...some({
          counting: oneOf(raw.counting, ['on', 'onOrAfter']),
          weekStartsOn: weekStart(raw.weekStartsOn),
          value: isRecord(raw.value) ? { property: text(raw.value.property, true) ?? '' } : undefined,
        }),
      }
    }
    case 'paths': {
      const anchor = isRecord(raw.anchor) ? raw.anchor : {}
      const path = text(anchor.path)
      const place = path === undefined ? { event: text(anchor.event) ?? '' } : { path }
      return {
        type,
        anchor: { direction: oneOf(anchor.direction, ['from', 'to']) ?? 'from', ...place },
        ...where,
        ...some({
          nodes: oneOf(raw.nodes, ['events', 'pages', 'both']),
          unit: oneOf(raw.unit, ['person', 'session']),
          depth: whole(raw.depth, 1, 10),
          width: whole(raw.width, 1, 50),
          exclude: some1(list(raw.exclude, text)),
        }),
      }
    }
    case 'lifecycle':
      return {
        type,
        event: text(raw.event) ?? '*',
        ...where,
        ...some({
          interval: oneOf(raw.interval, ['day', 'week', 'month']),
          weekStartsOn: weekStart(raw.weekStartsOn),
        }),
      }
  }
}

/** Whether a link names a type of report. */
export function isQuestionType(value: unknown): value is QuestionType {
  return questionTypes.some((type) => type === value)
}

type Known<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> }

/** Only the fields that have a value. */
function some<Fields extends object>(fields: Fields): Known<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Known<Fields>
}

const some1 = <Item>(items: Item[]): Item[] | undefined => (items.length > 0 ? items : undefined)

function readSeries(raw: unknown) {
  const step = readStep(raw)
  if (!step || !isRecord(raw)) return undefined
  return {
    ...step,
    measure: oneOf(raw.measure, measures) ?? 'count',
    ...some({ property: text(raw.property, true) }),
  }
}

function readStep(raw: unknown): { event: string; where?: Filter[] } | undefined {
  if (!isRecord(raw)) return undefined
  const event = text(raw.event, true)
  return event === undefined ? undefined : { event, ...filters(raw.where) }
}

function readExclusion(raw: unknown) {
  const step = readStep(raw)
  if (!step || !isRecord(raw)) return undefined
  return {
    ...step,
    afterStep: whole(raw.afterStep, 1, 19) ?? 1,
    beforeStep: whole(raw.beforeStep, 2, 20) ?? 2,
  }
}

function breakdown(raw: unknown): { property: string; limit?: number } | undefined {
  if (!isRecord(raw)) return undefined
  const property = text(raw.property)
  return property === undefined ? undefined : { property, ...some({ limit: whole(raw.limit, 1, 100) }) }
}

function filters(raw: unknown): { where?: Filter[] } {
  const read = list(raw, readFilter)
  return read.length > 0 ? { where: read.slice(0, 50) } : {}
}

function readFilter(raw: unknown): Filter | undefined {
  if (!isRecord(raw)) return undefined
  const property = text(raw.property, true)
  const operator = oneOf(raw.operator, operators)
  if (property === undefined || !operator) return undefined
  const value = Array.isArray(raw.value) ? raw.value.filter(isScalar) : raw.value
  return Array.isArray(value) || isScalar(value) ? { property, operator, value } : { property, operator }
}

const weekStart = (raw: unknown) => oneOf(raw, ['monday', 'sunday'])

function list<Item>(raw: unknown, read: (item: unknown) => Item | undefined): Item[] {
  return Array.isArray(raw) ? raw.map(read).filter((item) => item !== undefined) : []
}

/** Links write digits as numbers; a name of digits is a name all the same. */
function text(raw: unknown, orEmpty = false): string | undefined {
  const value = typeof raw === 'number' ? String(raw) : raw
  return typeof value === 'string' && (orEmpty || value !== '') ? value : undefined
}

function oneOf<const Choice extends string>(raw: unknown, choices: readonly Choice[]): Choice | undefined {
  return choices.find((choice) => choice === raw)
}

function whole(raw: unknown, least: number, most: number): number | undefined {
  return typeof raw === 'number' && Number.isInteger(raw) && raw >= least && raw <= most ? raw : undefined
}

function isScalar(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
