import type { MetricEvent } from '@throughline/contract/experiment-metrics'
import type {
  Bandit,
  Decision,
  Experiment,
  ExperimentMetrics,
  ExperimentSplit,
  ExperimentState,
  ExperimentUnit,
} from '@throughline/contract/experiments'
import type { FlagCondition } from '@throughline/contract/flag-rules'

/** Parts of visitors, half-open, of 10,000. */
export type Slots = readonly (readonly [from: number, to: number])[]

/** Some of the audience, let in together. */
export interface Phase {
  readonly at: string
  /** Per cent of the audience in the experiment from then on. */
  readonly traffic: number
  readonly slots: Slots
  readonly split: ExperimentSplit
  /** Of a bandit's batch: why its shares are so. */
  readonly because?: string
}

/** What a draft says; the start freezes most of it. */
export interface ExperimentPlan {
  readonly hypothesis: string
  readonly control: string | null
  readonly unit: ExperimentUnit
  readonly audience: readonly FlagCondition[]
  /** Per cent of the audience. */
  readonly traffic: number
  /** Of a bandit: of its first batch. */
  readonly split: ExperimentSplit
  readonly bandit: Bandit | null
  readonly metrics: ExperimentMetrics
  readonly decision: Decision
  /** What the planner takes for being exposed; null is any event. */
  readonly seen: MetricEvent | null
}

export interface StoredExperiment {
  readonly id: string
  readonly projectId: string
  readonly name: string
  readonly state: ExperimentState
  readonly flag: string
  readonly environment: string
  readonly layer: string | null
  readonly plan: ExperimentPlan
  readonly phases: readonly Phase[]
  readonly holdout: { readonly salt: string; readonly share: number } | null
  readonly finding: string | null
  readonly shipped: string | null
  readonly decided: string | null
  readonly standing: Experiment['standing']
  readonly createdAt: Date
  readonly changedAt: Date
  readonly startedAt: Date | null
  readonly stoppedAt: Date | null
  /** Whether its end is kept and not yet served; longer than a moment only where that was cut off. */
  readonly unservedEnd: boolean
}

export interface HistoryLine {
  readonly at: Date
  readonly what: string
  /** Whether somebody changed the flag, rather than the experiment. */
  readonly ofFlag: boolean
  readonly by: string | null
}

export interface StoredLayer {
  readonly id: string
  readonly projectId: string
  readonly name: string
  readonly createdAt: Date
}

export const defaultPlan: ExperimentPlan = {
  hypothesis: '',
  control: null,
  unit: 'person',
  audience: [],
  traffic: 100,
  split: [],
  bandit: null,
  metrics: { primary: null, guardrails: [], secondaries: [] },
  decision: {
    method: 'anytime',
    alpha: 0.05,
    plannedDays: null,
    effect: null,
    plannedUnits: null,
    correction: 'holm',
    usePast: true,
  },
  seen: null,
}

/** The attribute of the evaluation context that is hashed. */
export const unitAttribute: Readonly<Record<ExperimentUnit, string>> = {
  person: 'targetingKey',
  session: 'sessionId',
  group: 'groupId',
}

/** All variations that a split names, the control first. */
export function variationsOf({ split, control }: Pick<ExperimentPlan, 'split' | 'control'>): string[] {
  const keys = split.map(({ variation }) => variation)
  return control === null || !keys.includes(control)
    ? keys
    : [control, ...keys.filter((key) => key !== control)]
}

/** Whether later phases were drawn by another split than the first. */
export const splitMoved = (phases: readonly Pick<Phase, 'split'>[]): boolean =>
  new Set(phases.map(({ split }) => JSON.stringify(split))).size > 1
