import type { MetricDefinition } from '@throughline/contract/experiment-metrics'
import type { ExperimentDetail } from '@throughline/contract/experiments'
import { banditCheck } from './bandit-check.ts'
import type { ExperimentPlan } from './experiment.ts'

/** What is known of the flag that an experiment is to run on. */
interface FlagKnown {
  readonly archived: boolean
  /** Whether the environment serves `off` to everybody. */
  readonly off: boolean
  readonly variations: readonly { readonly key: string; readonly value: unknown }[]
  /** Names of other experiments that run on it. */
  readonly others: readonly string[]
}

export interface StartQuestion {
  readonly plan: ExperimentPlan
  readonly flagKey: string
  /** Undefined where there is no such flag. */
  readonly flag: FlagKnown | undefined
  readonly environmentKnown: boolean
  /** Ids that are no metric's. */
  readonly unknownMetrics: readonly string[]
  /** Why the layer has no room; null where it has, or there is none. */
  readonly layerFull: string | null
  /** What the primary metric measures; undefined where there is none. */
  readonly primary: MetricDefinition | undefined
}

type Check = ExperimentDetail['checks'][number]

/** Weights sum to 100 but for rounding. */
const EXACT = 1e-9

/** What a draft needs to be started, each with how it stands. */
export function startChecks(question: StartQuestion): Check[] {
  return [
    flagCheck(question),
    ...variationChecks(question),
    splitCheck(question.plan),
    metricCheck(question),
    ...banditCheck(question.plan, question.primary),
    horizonCheck(question.plan),
    layerCheck(question),
    ...wordsCheck(question.plan),
  ]
}

function flagCheck({ flag, flagKey, environmentKnown }: StartQuestion): Check {
  const of = (state: Check['state'], sentence: string): Check => ({ id: 'flag', state, sentence })
  if (flagKey === '') return of('no', 'Choose the flag whose variations are tried.')
  if (!flag) return of('no', `There is no flag "${flagKey}". Make it first.`)
  if (!environmentKnown) return of('no', 'The environment does not exist. Choose another.')
  if (flag.archived) return of('no', `The flag "${flagKey}" is archived. Take it out of the archive first.`)
  if (flag.off)
    return of('no', `The flag "${flagKey}" is switched off, so nobody would be exposed. Switch it on first.`)
  if (flag.others.length > 0)
    return of(
      'warning',
      `On the same flag runs ${flag.others.join(', ')}: visitors in both are served by the first rule that holds.`,
    )
  return of('yes', `The flag "${flagKey}" is there and switched on.`)
}

function variationChecks({ plan: { split, control }, flag }: StartQuestion): Check[] {
  if (!flag) return []
  const of = (state: Check['state'], sentence: string): Check => ({ id: 'variations', state, sentence })
  const keys = split.map(({ variation }) => variation)
  if (keys.length < 2) return [of('no', 'Choose two variations or more.')]
  if (new Set(keys).size < keys.length) return [of('no', 'Each variation can be in the split only once.')]
  const unknown = keys.find((key) => flag.variations.every((variation) => variation.key !== key))
  if (unknown !== undefined) return [of('no', `The flag has no variation "${unknown}".`)]
  if (control === null || !keys.includes(control))
    return [of('no', 'Choose which variation is the control: the one that the others are compared with.')]
  const values = new Set(
    flag.variations.filter(({ key }) => keys.includes(key)).map(({ value }) => JSON.stringify(value)),
  )
  if (values.size < keys.length)
    return [of('no', 'Two of the variations have the same value, so there is nothing to compare.')]
  return [of('yes', `${keys.length} variations that differ; "${control}" is the control.`)]
}

/** Whether the weights are ones that a split can have; in words if not. */
export function splitProblem(split: ExperimentPlan['split']): string | null {
  const sum = split.reduce((total, { weight }) => total + weight, 0)
  if (Math.abs(sum - 100) > EXACT)
    return `The split sums to ${Number(sum.toPrecision(12))} %; it must sum to 100 %.`
  const empty = split.find(({ weight }) => weight <= 0)
  return empty ? `"${empty.variation}" gets nobody. Give it a weight, or leave it out.` : null
}

function splitCheck({ split }: ExperimentPlan): Check {
  const problem = split.length === 0 ? 'Say how visitors are split.' : splitProblem(split)
  return { id: 'split', state: problem ? 'no' : 'yes', sentence: problem ?? 'The split sums to 100 %.' }
}

function metricCheck({ plan: { metrics }, unknownMetrics }: StartQuestion): Check {
  const of = (state: Check['state'], sentence: string): Check => ({ id: 'metrics', state, sentence })
  if (metrics.primary === null)
    return of(
      'no',
      'Choose the primary metric: the one that decides. Choosing it afterwards would prove nothing.',
    )
  if (unknownMetrics.length > 0)
    return of(
      'no',
      `${unknownMetrics.length === 1 ? 'A metric' : 'Some metrics'} of it no longer exist. Choose others.`,
    )
  const all = [metrics.primary, ...metrics.guardrails, ...metrics.secondaries]
  if (new Set(all).size < all.length) return of('no', 'A metric is named twice. Each has one part to play.')
  return metrics.guardrails.length === 0
    ? of('warning', 'No guardrail: nothing is watched that must not be hurt, such as revenue or errors.')
    : of('yes', 'A primary metric, and what must not be hurt.')
}

function horizonCheck({ decision: { method, plannedDays } }: ExperimentPlan): Check {
  const of = (state: Check['state'], sentence: string): Check => ({ id: 'duration', state, sentence })
  if (plannedDays !== null) return of('yes', `Planned for ${plannedDays} days.`)
  return method === 'fixed'
    ? of('no', 'A fixed horizon needs its number of days, said before it starts. Ask the planner.')
    : of('warning', 'No planned duration. Ask the planner how long an effect would take to be seen.')
}

const layerCheck = ({ layerFull }: StartQuestion): Check => ({
  id: 'layer',
  state: layerFull === null ? 'yes' : 'no',
  sentence: layerFull ?? 'There is room for its traffic.',
})

const wordsCheck = ({ hypothesis }: ExperimentPlan): Check[] =>
  hypothesis.trim() === ''
    ? [{ id: 'hypothesis', state: 'warning', sentence: 'No hypothesis: write down what you expect and why.' }]
    : []
