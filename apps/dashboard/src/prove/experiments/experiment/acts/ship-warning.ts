import type { ExperimentResults } from '@throughline/contract/experiment-results'

/** What speaks against giving a variation to everybody; how it is now needs no proof. */
export function shipWarning(
  results: Pick<ExperimentResults, 'verdict' | 'metrics'> | undefined,
  variation: string,
  control: string | null,
): string | undefined {
  if (variation === control) return undefined
  if (!results) return 'Nothing is known of it yet.'
  const hurt = results.metrics.filter(
    ({ role, arms }) => role === 'guardrail' && stateOf(arms, variation) === 'worse',
  )
  if (results.verdict.state === 'broken') return 'The results cannot be trusted: nobody knows what it does.'
  if (hurt.length > 0) return `It hurts ${hurt.map(({ name }) => `“${name}”`).join(' and ')}.`
  const primary = results.metrics.find(({ role }) => role === 'primary')
  const state = primary ? stateOf(primary.arms, variation) : undefined
  if (state === 'worse') return `It makes “${primary?.name}” worse.`
  return state === 'better'
    ? undefined
    : 'It is not told apart from how it is now: it may do nothing, or harm.'
}

function stateOf(arms: ExperimentResults['metrics'][number]['arms'], variation: string) {
  return arms.find((arm) => arm.variation === variation)?.effect?.state
}
