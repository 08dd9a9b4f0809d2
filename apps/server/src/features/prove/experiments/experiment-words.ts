import { AppError } from '../../../platform/app-error.ts'
import { wholeBandit } from './bandit.ts'
import type { ExperimentPlan, StoredExperiment } from './experiment.ts'

/** What a request says of an experiment; what is left out stays, or is as in every new one. */
export interface ExperimentWords
  extends Partial<Omit<ExperimentPlan, 'metrics' | 'decision' | 'bandit'>>,
    Partial<Pick<StoredExperiment, 'name' | 'flag' | 'environment' | 'layer' | 'finding'>> {
  readonly metrics?: Partial<ExperimentPlan['metrics']>
  readonly decision?: Partial<ExperimentPlan['decision']>
  readonly bandit?: Parameters<typeof wholeBandit>[0] | null
}

/** What is not said stays; null is said. */
export function planAfter(plan: ExperimentPlan, words: ExperimentWords): ExperimentPlan {
  const { hypothesis, control, unit, audience, traffic, split, bandit, metrics, decision, seen } = words
  return {
    hypothesis: hypothesis ?? plan.hypothesis,
    control: control === undefined ? plan.control : control,
    unit: unit ?? plan.unit,
    audience: audience ?? plan.audience,
    traffic: traffic ?? plan.traffic,
    split: split ?? plan.split,
    bandit: bandit === undefined ? plan.bandit : bandit && wholeBandit(bandit),
    metrics: { ...plan.metrics, ...metrics },
    decision: { ...plan.decision, ...decision },
    seen: seen === undefined ? plan.seen : seen,
  }
}

/**
 * What the start froze: changing it afterwards would let results choose the question.
 *
 * @throws AppError `conflict` naming the field
 */
export function checkUnfrozen({ name, plan }: StoredExperiment, words: ExperimentWords): void {
  const frozen = (
    [
      'flag',
      'environment',
      'control',
      'unit',
      'audience',
      'layer',
      'traffic',
      'split',
      'bandit',
      'decision',
      'seen',
    ] as const
  ).find((part) => words[part] !== undefined)
  if (frozen)
    throw new AppError(
      'conflict',
      `${frozen}: stays as it was when "${name}" started. Stop it and make another to change that.`,
      { field: frozen },
    )
  const { primary } = words.metrics ?? {}
  if (primary !== undefined && primary !== plan.metrics.primary)
    throw new AppError(
      'conflict',
      `metrics.primary: stays as it was when "${name}" started; choosing it afterwards would prove nothing.`,
      { field: 'metrics.primary' },
    )
}
