import type { ExperimentResults } from '@throughline/contract/experiment-results'
import type { ExperimentPlan } from './experiment.ts'
import { shareWords } from './verdict-words.ts'

/**
 * How the results were worked out, line by line.
 *
 * @param withoutPast names of the metrics of which no past was taken off
 */
export function methodOf(
  { decision, unit, bandit }: ExperimentPlan,
  phases: number,
  withoutPast: readonly string[],
): ExperimentResults['method'] {
  const { method, alpha, correction, usePast, plannedUnits } = decision
  const level = 1 - alpha
  const percent = `${Number((level * 100).toPrecision(4))} %`
  const corrected = correction === 'holm' ? 'Holm' : 'Benjamini–Hochberg'
  const prior =
    'Relative effects before the experiment: none on average, 19 of 20 within ±59 %. Differences in times: a flat prior.'
  return {
    decision: method,
    level,
    correction:
      method === 'bayesian'
        ? 'Chances are not corrected for how many are told: the prior holds each of them back. Read segments as questions.'
        : `Secondary metrics and segments by ${corrected}, each as a family; the primary over its variations by Holm; guardrails not, so that harm is seen early.`,
    prior: method === 'bayesian' ? prior : null,
    words: [
      {
        anytime: `Intervals of ${percent} that hold however often one looks (asymptotic confidence sequences)${plannedUnits === null ? '' : `, narrowest at ${plannedUnits} in all, as planned when it started`}.`,
        fixed: `Intervals of ${percent} for one look, once the planned days are over.`,
        bayesian: `Intervals that hold ${percent} of the probability, from a stated prior.`,
      }[method],
      `A ${unit} counts from its first exposure on, in the arm that it saw; one that saw two is left out, and bots are.`,
      ...(usePast
        ? [
            'What the 28 days before exposure explain is taken off (CUPED): that changes the precision, not what is estimated.',
            ...(withoutPast.length > 0
              ? [
                  `Nothing is taken off ${withoutPast.map((name) => `"${name}"`).join(', ')}: quantiles, averages, largest values, times, funnels and retention are told as they are, and so is what had no past.`,
                ]
              : []),
          ]
        : []),
      ...(bandit
        ? [
            `A bandit: the split of each batch follows what came before it (Thompson sampling, at least ${shareWords(bandit.floor)} each). An arm gets few visitors after a bad start and keeps its bad luck, so effects are taken within batches and then put together by their visitors.`,
          ]
        : []),
      ...(phases > 1 && !bandit
        ? ['Phases of traffic are compared each within itself, then put together (post-stratification).']
        : []),
      'Orders count net of refunds and cancellations.',
    ],
  }
}
