import type { ExperimentMetric } from '@throughline/contract/experiment-metrics'
import type {
  CumulativePoint,
  ExperimentMetricResult,
  ExperimentResults,
  ExperimentSegmentResult,
  MetricRole,
} from '@throughline/contract/experiment-results'
import type { Clock } from '../../../platform/clock.ts'
import type { ProjectDirectory } from '../../../platform/project.ts'
import { everybody, isRatio } from './arm-statistics.ts'
import { type ComparedArm, type CompareQuestion, compareMetric, courseOf } from './compare-metric.ts'
import type { DayService } from './day-service.ts'
import { type StoredExperiment, splitMoved } from './experiment.ts'
import type { AskLog, LogAnswer } from './experiment-queries.ts'
import { questionOf } from './experiment-question.ts'
import type { ExperimentStore } from './experiment-store.ts'
import type { FlagsForExperiments } from './flags.ts'
import { healthOf } from './health.ts'
import { correctionOf, judgeFamily } from './judge-effects.ts'
import { methodOf } from './method-words.ts'
import type { MetricService } from './metric-service.ts'
import { withMoney, yearlyUnits } from './money.ts'
import { sumsAt } from './queries/arm-sums.ts'
import { READY_REVENUE } from './ready-metrics.ts'
import { sharedLooks } from './shared-looks.ts'
import { verdictOf } from './verdict.ts'

const DAY = 86_400_000
/** Of a field with many values, the largest are told. */
const MOST_VALUES = 10

export interface ResultsService {
  /** As of now; as of its end once it is stopped. Keeps the verdict for lists. */
  of(experiment: StoredExperiment): Promise<ExperimentResults>
}

export interface ResultsServiceDependencies {
  readonly ask: AskLog
  readonly metrics: Pick<MetricService, 'list'>
  readonly store: Pick<ExperimentStore, 'history' | 'keepStanding'>
  readonly days: DayService
  readonly flags: Pick<FlagsForExperiments, 'get'>
  readonly projects: ProjectDirectory
  readonly clock: Clock
}

interface Asked {
  readonly metric: ExperimentMetric
  readonly role: MetricRole
}

/** What an experiment came to: one pass over the log, statistics of its sums, health, and a verdict. */
export function resultsService(deps: ResultsServiceDependencies): ResultsService {
  const { metrics } = deps
  const shared = sharedLooks<ExperimentResults>()
  return {
    async of(experiment) {
      const known = await metrics.list(experiment.projectId)
      // The hourly run and a page ask for the same at once; what was changed meanwhile is another question.
      return shared(JSON.stringify([experiment, known]), () => look(deps, experiment, known))
    },
  }
}

async function look(
  { ask, store, days, flags, projects, clock }: ResultsServiceDependencies,
  experiment: StoredExperiment,
  known: readonly ExperimentMetric[],
): Promise<ExperimentResults> {
  const { plan, phases, startedAt } = experiment
  const now = clock()
  const question = questionOf(experiment, projects, now)
  const { range, variations, currency, zone } = question
  const from = Date.parse(range.from)
  const asked = askedOf(experiment, known)
  const money = moneyMetric(known, asked)
  const measured = [...asked.map(({ metric }) => metric), ...(money ? [money] : [])]
  const answer: LogAnswer =
    startedAt && measured.length > 0
      ? await ask({ ...question, metrics: measured, fields: true })
      : { rows: [], quantiles: new Map(), caps: new Map() }

  const compared: CompareQuestion = {
    answer,
    metrics: measured,
    variations,
    phases: Math.max(phases.length, 1),
    splitMoved: splitMoved(phases),
    decision: plan.decision,
  }
  const units = variations.map((_, arm) => unitsOf(answer, arm + 1))
  const ranDays = (Date.parse(range.to) - from) / DAY
  const moneyAt = measured.findIndex(({ definition: { kind } }) => kind === 'revenue')
  const perYear = yearlyUnits({ units: units.reduce((sum, n) => sum + n, 0), days: ranDays, phases })
  const results = judged(compared, asked).map((arms, index) =>
    metricResult(compared, asked[index] as Asked, {
      index,
      arms: withMoney(arms, {
        definition: (asked[index] as Asked).metric.definition,
        perYear,
        baseline: moneyAt < 0 ? null : controlMean(answer, moneyAt),
      }),
    }),
  )
  const history = startedAt ? await store.history(experiment.id) : []
  const first = asked[0]?.metric.definition
  const health = healthOf({
    rows: answer.rows,
    variations,
    phases,
    days: question.days,
    running: experiment.state === 'running',
    history,
    comparesDays: first !== undefined && !isRatio(first) && !['quantile', 'timeTo'].includes(first.kind),
    money: measured.flatMap(({ definition, name }, index) =>
      definition.kind === 'revenue' ? [{ index, name }] : [],
    ),
  })
  const arms = variations.map((variation, arm) => ({
    variation,
    name: nameOf(flags, experiment, variation),
    control: arm === 0,
    units: units[arm] ?? 0,
  }))
  const { plannedDays } = plan.decision
  const dateAfter = (after: number) => dateIn(new Date(from + after * DAY), zone)
  const plannedEnd = startedAt && plannedDays !== null ? dateAfter(plannedDays) : null
  const verdict = verdictOf({
    started: startedAt !== null,
    running: experiment.state === 'running',
    decision: plan.decision,
    days: ranDays,
    plannedEnd,
    dateAfter,
    currency,
    batches: plan.bandit ? phases.length : 0,
    arms,
    metrics: results,
    health,
  })
  const foreign = answer.rows.filter(({ field }) => field === '').reduce((sum, row) => sum + row.foreign, 0)
  const reasons = [
    ...verdict.reasons,
    ...(foreign > 0 ? [`${foreign} orders in other currencies than ${currency} are left out of money.`] : []),
  ]
  const told = { ...verdict, reasons }
  if (startedAt)
    await store.keepStanding(experiment.id, {
      state: told.state,
      sentence: told.sentence,
      units: units.reduce((sum, n) => sum + n, 0),
      at: new Date(now).toISOString(),
    })
  return {
    experiment: experiment.id,
    computedAt: new Date(now).toISOString(),
    from: startedAt && range.from,
    to: startedAt && range.to,
    timezone: zone,
    days: startedAt ? ranDays : 0,
    currency,
    method: methodOf(
      plan,
      phases.length,
      results.filter(({ past }) => past === null).map(({ name }) => name),
    ),
    arms,
    verdict: told,
    metrics: results,
    cumulative:
      startedAt && asked[0]?.role === 'primary'
        ? await courseBy(days, { experiment, question, metric: asked[0].metric, results })
        : [],
    health,
    segments:
      health.state === 'stop' || asked[0]?.role !== 'primary'
        ? []
        : segmentsOf(compared, asked[0].metric.definition.better),
  }
}

/** The experiment's metrics that still exist, the primary first. */
function askedOf({ plan: { metrics } }: StoredExperiment, known: readonly ExperimentMetric[]): Asked[] {
  const of = (role: MetricRole, ids: readonly string[]) =>
    ids.flatMap((id) => {
      const metric = known.find((one) => one.id === id)
      return metric ? [{ metric, role }] : []
    })
  return [
    ...of('primary', metrics.primary === null ? [] : [metrics.primary]),
    ...of('guardrail', metrics.guardrails),
    ...of('secondary', metrics.secondaries),
  ]
}

/** Revenue, where orders are counted but not their money: to tell what more orders are worth. */
function moneyMetric(
  known: readonly ExperimentMetric[],
  asked: readonly Asked[],
): ExperimentMetric | undefined {
  if (asked.some(({ metric }) => metric.definition.kind === 'revenue')) return undefined
  return known.find(({ id }) => id === READY_REVENUE)
}

function judged(question: CompareQuestion, asked: readonly Asked[]): ComparedArm[][] {
  const compared = asked.map(({ metric, role }, index) => ({
    role,
    index,
    better: metric.definition.better,
    arms: compareMetric(question, index, everybody),
  }))
  const results: ComparedArm[][] = []
  for (const role of ['primary', 'guardrail', 'secondary'] as const) {
    const family = compared.filter((one) => one.role === role)
    const told = judgeFamily(family, correctionOf(role, question.decision), question.decision)
    for (const [at, one] of family.entries()) results[one.index] = told[at] ?? []
  }
  return results
}

function metricResult(
  question: CompareQuestion,
  { metric, role }: Asked,
  { index, arms }: { readonly index: number; readonly arms: readonly ComparedArm[] },
): ExperimentMetricResult {
  const cap = question.answer.caps.get(metric.id)
  const reduction = Math.max(...arms.map((arm) => arm.reduction), 0)
  const capped = question.answer.rows
    .filter(({ field, arm }) => field === '' && arm > 0)
    .reduce((sum, row) => sum + (sumsAt(row, index).capped || 0), 0)
  return {
    metric: metric.id,
    name: metric.name,
    kind: metric.definition.kind,
    role,
    better: metric.definition.better,
    format: metric.format,
    arms: arms.map(({ reduction: _, ...arm }) => arm),
    past: reduction > 0 ? reduction : null,
    capped: cap === undefined ? null : { at: cap, units: capped },
    course: courseOf(question, metric, everybody),
  }
}

function segmentsOf(question: CompareQuestion, better: 'up' | 'down'): ExperimentSegmentResult[] {
  const sizes = new Map<string, { field: string; value: string; units: number }>()
  for (const { field, value, units, arm } of question.answer.rows) {
    if (field === '' || value === '' || arm === 0) continue
    const key = JSON.stringify([field, value])
    sizes.set(key, { field, value, units: units + (sizes.get(key)?.units ?? 0) })
  }
  const all = question.variations.reduce((sum, _, arm) => sum + unitsOf(question.answer, arm + 1), 0)
  const parts = [...Map.groupBy(sizes.values(), ({ field }) => field).values()].flatMap((values) =>
    // Where everybody is alike, that part is no part, and would only cost the others their correction.
    values.some(({ units }) => units === all)
      ? []
      : values.toSorted((a, b) => b.units - a.units).slice(0, MOST_VALUES),
  )
  if (question.metrics[0]?.definition.kind === 'quantile') return []
  const family = parts.map((part) => ({ better, arms: compareMetric(question, 0, part) }))
  const told = judgeFamily(family, question.decision.correction, question.decision)
  return parts.map(({ field, value }, index) => ({
    field,
    value,
    arms: (told[index] ?? []).map(({ reduction: _, ...arm }) => arm),
  }))
}

/** The days that are over, and where the primary stands now. */
async function courseBy(
  days: DayService,
  {
    experiment,
    question,
    metric,
    results,
  }: Omit<Parameters<DayService['past']>[0], never> & {
    readonly results: readonly ExperimentMetricResult[]
  },
): Promise<CumulativePoint[]> {
  const past = await days.past({ experiment, question, metric })
  const today = question.days.at(-1)
  const now = results[0]
  if (today === undefined || !now) return past
  const arms = now.arms.flatMap(({ variation, units, effect }) =>
    effect ? [{ variation, units, relative: effect.relative, absolute: effect.absolute }] : [],
  )
  return [...past.filter(({ day }) => day !== today), { day: today, arms }]
}

const unitsOf = ({ rows }: LogAnswer, arm: number): number =>
  rows.filter((row) => row.arm === arm && row.field === '').reduce((sum, { units }) => sum + units, 0)

function controlMean(answer: LogAnswer, index: number): number | null {
  const sums = answer.rows.filter((row) => row.arm === 1 && row.field === '').map((row) => sumsAt(row, index))
  const n = sums.reduce((all, one) => all + one.n, 0)
  return n > 0 ? sums.reduce((all, one) => all + one.y, 0) / n : null
}

/** As the flag calls it, else its key. */
function nameOf(
  flags: Pick<FlagsForExperiments, 'get'>,
  { projectId, flag }: StoredExperiment,
  key: string,
): string {
  try {
    return (
      flags.get(projectId, flag).details.variations.find((variation) => variation.key === key)?.name || key
    )
  } catch {
    return key
  }
}

const dateIn = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at)
