import type { ExperimentEffect, MetricRole } from '@throughline/contract/experiment-results'
import type { Decision } from '@throughline/contract/experiments'
import { holm } from '@throughline/statistics/holm'
import { qValues } from '@throughline/statistics/q-values'
import type { ComparedArm } from './compare-metric.ts'

type Better = 'up' | 'down'

/** One metric's arms, or those of one segment. */
export interface Compared {
  readonly better: Better
  readonly arms: readonly ComparedArm[]
}

/**
 * Says of each effect whether it is better, worse or unclear, corrected over a family of comparisons. A guardrail is not
 * corrected: a false alarm there costs less than a harm that is missed. Of the primary, only its arms are a family.
 */
export function judgeFamily(
  family: readonly Compared[],
  correction: Decision['correction'] | 'none',
  { alpha, method }: Decision,
): ComparedArm[][] {
  const effects = family.flatMap(({ arms }) => arms.flatMap(({ effect }) => (effect ? [effect] : [])))
  const known = effects.filter((effect) => effect.p !== null)
  const ps = known.map(({ p }) => p ?? 1)
  const adjusted = correction === 'none' ? ps : correction === 'holm' ? holm(ps) : qValues(ps)
  const qOf = new Map(known.map((effect, index) => [effect, adjusted[index] ?? 1]))
  return family.map(({ better, arms }) =>
    arms.map((arm) => {
      const { effect } = arm
      if (!effect || effect.state === 'none') return arm
      const q = qOf.get(effect) ?? null
      return {
        ...arm,
        effect: {
          ...effect,
          q,
          state: stateOf({ ...effect, q }, better, method === 'bayesian' ? alpha : null, alpha),
        },
      }
    }),
  )
}

function stateOf(
  { absolute, q, chanceToWin }: ExperimentEffect,
  better: Better,
  bayesian: number | null,
  alpha: number,
): ExperimentEffect['state'] {
  if (!absolute) return 'none'
  const sure =
    bayesian !== null && chanceToWin !== null
      ? Math.max(chanceToWin, 1 - chanceToWin) >= 1 - bayesian / 2
      : q !== null && q <= alpha
  if (!sure || absolute.estimate === 0) return 'unclear'
  return absolute.estimate > 0 === (better === 'up') ? 'better' : 'worse'
}

/** Which correction a role's family has. */
export const correctionOf = (role: MetricRole, { correction }: Decision): Decision['correction'] | 'none' =>
  role === 'guardrail' ? 'none' : role === 'primary' ? 'holm' : correction
