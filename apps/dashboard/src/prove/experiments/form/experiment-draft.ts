import type { MetricEvent } from '@throughline/contract/experiment-metrics'
import type {
  Bandit,
  Decision,
  Experiment,
  ExperimentMetrics,
  ExperimentSplit,
  ExperimentUnit,
} from '@throughline/contract/experiments'
import type { FlagCondition } from '@throughline/contract/flag-rules'
import { isFinished } from '../../../act/flags/rules/settings-draft.ts'
import { isComplete } from '../../../ui/filter/operator-words.ts'

/** An experiment as its form holds it; what is not chosen yet is empty. */
export interface ExperimentDraft {
  readonly name: string
  readonly hypothesis: string
  readonly flag: string
  readonly environment: string
  readonly control: string | null
  readonly unit: ExperimentUnit
  readonly audience: readonly FlagCondition[]
  readonly layer: string | null
  readonly traffic: number
  readonly split: ExperimentSplit
  readonly bandit: Bandit | null
  readonly metrics: ExperimentMetrics
  readonly decision: Decision
  readonly seen: MetricEvent | null
}

const fresh: ExperimentDraft = {
  name: '',
  hypothesis: '',
  flag: '',
  environment: 'production',
  control: null,
  unit: 'person',
  audience: [],
  layer: null,
  traffic: 100,
  split: [],
  bandit: null,
  metrics: { primary: null, guardrails: [], secondaries: [] },
  decision: {
    method: 'anytime',
    alpha: 0.05,
    plannedDays: null,
    effect: 0.05,
    plannedUnits: null,
    correction: 'holm',
    usePast: true,
  },
  seen: null,
}

/** The form of an experiment, or of a new one. */
export function draftOf(experiment?: Experiment): ExperimentDraft {
  if (!experiment) return fresh
  const { name, hypothesis, flag, environment, control, unit } = experiment
  const { audience, layer, traffic, split, bandit, metrics, decision, seen } = experiment
  return {
    name,
    hypothesis,
    flag,
    environment,
    control,
    unit,
    audience,
    layer,
    traffic,
    split,
    bandit,
    metrics,
    decision,
    seen,
  }
}

/** What the server is told of a draft: a flag only once there is one, and only conditions that are finished. */
export function bodyOf(draft: ExperimentDraft) {
  const { flag, audience, seen, ...rest } = draft
  return {
    ...rest,
    seen: finishedSeen(seen),
    name: draft.name.trim(),
    audience: audience.filter(isFinished),
    ...(flag === '' ? {} : { flag }),
  }
}

/** What stands for being exposed, with the conditions that are finished; null is any event. */
export function finishedSeen(seen: MetricEvent | null): MetricEvent | null {
  if (!seen) return null
  const where = (seen.where ?? []).filter(isComplete)
  const event = seen.event === '' ? '*' : seen.event
  if (where.length > 0) return { event, where }
  return event === '*' ? null : { event }
}

/** Of one that was started, all that may still be said. */
export function startedBodyOf({ name, hypothesis, metrics }: ExperimentDraft) {
  const { guardrails, secondaries } = metrics
  return { name: name.trim(), hypothesis, metrics: { guardrails, secondaries } }
}

/** Variations in equal shares; what cannot be parted evenly falls to the last. */
export function evenSplit(variations: readonly string[]): ExperimentSplit {
  const hundredths = Math.floor(10_000 / Math.max(1, variations.length))
  return variations.map((variation, index) => ({
    variation,
    weight:
      index === variations.length - 1
        ? (10_000 - hundredths * (variations.length - 1)) / 100
        : hundredths / 100,
  }))
}

/** What all shares add up to, without what adding floating point leaves behind. */
export function splitSum(split: ExperimentSplit): number {
  return Math.round(split.reduce((sum, { weight }) => sum + weight, 0) * 1e6) / 1e6
}

/** The variation that is most likely how things are now. */
export function likelyControl(variations: readonly string[]): string | null {
  return (
    variations.find((key) => /^(off|control|original|default|a|baseline|false|as-is)$/i.test(key)) ??
    variations[0] ??
    null
  )
}

/** Takes a flag: all its variations take part alike. */
export function withFlag(
  draft: ExperimentDraft,
  flag: string,
  variations: readonly string[],
): ExperimentDraft {
  return { ...draft, flag, split: evenSplit(variations), control: likelyControl(variations) }
}

/** What the form itself knows to be missing; the server says the rest once it is saved. */
export function draftProblem(draft: ExperimentDraft): string | undefined {
  if (draft.name.trim() === '') return 'It needs a name.'
  const sum = splitSum(draft.split)
  if (draft.split.length > 0 && sum !== 100)
    return `The shares of the variations add up to ${sum} per cent, not 100.`
  if (draft.split.length === 1) return 'An experiment needs two variations or more.'
  return undefined
}
