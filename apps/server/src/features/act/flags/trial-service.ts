import type { FlagSettingsInput } from '@throughline/contract/flag-rules'
import type { FlagTrial } from '@throughline/contract/flags'
import type { Evaluation } from '@throughline/evaluator/evaluation'
import type { Clock } from '../../../platform/clock.ts'
import type { AudienceCheck } from './audience-check.ts'
import { withPerson } from './evaluation-service.ts'
import type { StoredFlag } from './flag.ts'
import { checkFlagEverywhere } from './flag-check.ts'
import type { FlagDirectory } from './flag-directory.ts'
import { noEnvironment, ownOf, withSettings } from './flag-service.ts'
import { readSettings } from './flag-settings.ts'
import { ruleWords, settingsWords } from './flag-words.ts'
import type { KnownPeople } from './known-people.ts'
import { needsOf } from './person-needs.ts'
import { servedEnvironment } from './served-environment.ts'

interface Trial {
  readonly environment: string
  readonly context: Readonly<Record<string, unknown>>
  /** ISO 8601; now unless said. */
  readonly at?: string
  /** Instead of those that are saved. */
  readonly settings?: FlagSettingsInput
}

/** Evaluates for somebody made up, and tells why. Nothing is counted or logged. */
export interface TrialService {
  /** @throws AppError `not_found`, `invalid` */
  run(flag: StoredFlag, trial: Trial): FlagTrial
}

export const trialService = (
  directory: Pick<FlagDirectory, 'flags' | 'environments'>,
  people: Pick<KnownPeople, 'of'>,
  audience: AudienceCheck,
  clock: Clock,
): TrialService => ({
  run(flag, { environment, context, at, settings }) {
    const { projectId } = flag
    const environments = directory.environments(projectId)
    const place = environments.find(({ key }) => key === environment)
    const present = ownOf(flag.settings, environment)
    if (!place || !present) throw noEnvironment(environment, environments)
    if (settings) audience.check(projectId, [settings])
    const others = directory.flags(projectId).filter(({ key }) => key !== flag.key)
    const own = settings ? readSettings(settings, present) : present
    // Also of one that is archived: whoever thinks of restoring it wants to know.
    const tried = { ...withSettings(flag, environment, own), archivedAt: null }
    if (settings) checkFlagEverywhere(tried, others, { environment })
    const served = servedEnvironment(place, [...others, tried])
    const asks = served.flags.get(flag.key)?.asksPerson ?? false
    const known = asks ? withPerson({ served, context, askedBy: 'token' }, people) : context
    const evaluation = served.evaluator.evaluate(flag.key, known, at === undefined ? clock() : Date.parse(at))
    const index = own.rules.findIndex(({ id }) => id === evaluation.rule)
    const rule = own.rules[index]
    const person = asks ? personIn(known, needsOf(own)) : null
    return {
      value: evaluation.value ?? null,
      variation: evaluation.variation ?? null,
      reason: evaluation.reason,
      rule: rule ? { id: rule.id, number: index + 1, text: ruleWords(rule) } : null,
      experiment: evaluation.experiment?.id ?? null,
      error:
        evaluation.errorCode === undefined
          ? null
          : { code: evaluation.errorCode, message: evaluation.errorMessage ?? '' },
      person,
      text: whyWords(evaluation, index, rule ? ruleWords(rule) : settingsWords(own)),
    }
  },
})

function personIn(
  context: Readonly<Record<string, unknown>>,
  { traits, segments }: ReturnType<typeof needsOf>,
): FlagTrial['person'] {
  const person = (context.person ?? {}) as Readonly<Record<string, unknown>>
  const within = Array.isArray(context.segments) ? context.segments : []
  return {
    traits: Object.fromEntries([...traits].map((trait) => [trait, ownOf(person, trait) ?? null])),
    segments: within.filter((id) => typeof id === 'string' && segments.has(id)),
  }
}

function whyWords(
  { reason, errorMessage, prerequisite, experiment }: Evaluation,
  index: number,
  words: string,
): string {
  if (reason === 'ERROR') return errorMessage ?? 'It cannot be evaluated.'
  if (prerequisite !== undefined)
    return `The prerequisite "${prerequisite}" does not serve what this flag needs.`
  if (reason === 'DISABLED') return 'The flag is switched off in this environment.'
  if (index >= 0)
    return `Rule ${index + 1} holds: ${words}${experiment ? `, in phase ${experiment.phase + 1} of the experiment` : ''}`
  return reason === 'STATIC'
    ? 'It serves one variation to everybody.'
    : 'No rule holds, so it is what everybody else gets.'
}
