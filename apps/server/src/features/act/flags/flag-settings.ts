import { randomBytes } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type {
  FlagRule,
  FlagRuleInput,
  FlagServe,
  FlagServeInput,
  FlagSettings,
  FlagSettingsAtFirst,
  FlagSettingsInput,
  FlagType,
  FlagVariation,
} from '@throughline/contract/flag-rules'
import { momentOf } from '@throughline/evaluator/moment'
import { AppError } from '../../../platform/app-error.ts'
import { experimentRule, experimentsIn } from './flag.ts'

/** The variations of a boolean flag that names none. */
export const onAndOff: readonly FlagVariation[] = [
  { key: 'on', value: true },
  { key: 'off', value: false },
]

/**
 * Settings as they are kept: ids and salts that are missing are made up, and rules of experiments are those that their
 * experiments made, whatever the request says of them.
 *
 * @param present the settings that these replace
 * @throws AppError `invalid` where it is not clear what is served, `conflict` where an experiment's rule is missing
 */
export function readSettings(input: FlagSettingsInput, present: FlagSettings | undefined): FlagSettings {
  const { enabled, off, prerequisites } = input
  const rules = input.rules.map((rule, index) => readRule(rule, `rules[${index}]`, present))
  const otherwise = readServe(input.otherwise, 'otherwise', present?.otherwise)
  if (otherwise === undefined)
    throw invalid(
      'otherwise',
      'an experiment is not for everybody else: those outside of it must get something',
    )
  const settings: FlagSettings = { enabled, off, prerequisites, rules, otherwise }
  if (present) keepExperiments(present, settings)
  return settings
}

/** Settings of a new flag, or of one in a new environment. */
export function firstSettings(
  type: FlagType,
  variations: readonly FlagVariation[],
  given: FlagSettingsAtFirst | undefined,
): FlagSettings {
  const no = type === 'boolean' ? variations.find(({ value }) => value === false) : undefined
  const first = variations.find(({ value }) => value === true) ?? variations[0]
  return readSettings(
    {
      enabled: given !== undefined,
      off: no?.key ?? null,
      prerequisites: [],
      rules: [],
      otherwise: { variation: first?.key ?? '' },
      ...given,
    },
    undefined,
  )
}

/** @throws AppError `conflict` unless the rules of experiments are those that they were */
export function keepExperiments(before: FlagSettings, after: FlagSettings): void {
  const running = experimentsIn(before)
  const missing = running.find(
    (id) => !isDeepStrictEqual(experimentRule(before, id), experimentRule(after, id)),
  )
  if (missing !== undefined)
    throw new AppError(
      'conflict',
      `rules: the experiment "${missing}" runs on this flag, and its rule is changed by the experiment alone. Stop the experiment, or switch the flag off.`,
      { field: 'rules' },
    )
  const added = experimentsIn(after).find((id) => !running.includes(id))
  if (added !== undefined)
    throw new AppError(
      'conflict',
      `rules: the experiment "${added}" does not run on this flag any more. Start it among the experiments.`,
      { field: 'rules' },
    )
}

function readRule(input: FlagRuleInput, place: string, present: FlagSettings | undefined): FlagRule {
  const { id = newId('rule'), name, conditions, from, to } = input
  const serve = readServe(input.serve, `${place}.serve`, present?.rules.find((rule) => rule.id === id)?.serve)
  if (serve) {
    return {
      id,
      ...(name !== undefined && name !== '' && { name }),
      conditions,
      ...(from !== undefined && { from: inUtc(from) }),
      ...(to !== undefined && { to: inUtc(to) }),
      serve,
    }
  }
  const experiment = input.serve.experiment?.id ?? ''
  const own = present && experimentRule(present, experiment)
  if (!own)
    throw new AppError(
      'conflict',
      `${place}.serve.experiment: the experiment "${experiment}" does not run on this flag. Start it among the experiments.`,
      { field: `${place}.serve.experiment` },
    )
  return own
}

/** @returns undefined for an experiment */
function readServe(
  input: FlagServeInput,
  place: string,
  present: FlagServe | undefined,
): FlagServe | undefined {
  const { variation, split, ramp, experiment, unit = 'targetingKey' } = input
  const said = [variation, split, ramp, experiment].filter((one) => one !== undefined)
  if (said.length !== 1)
    throw invalid(place, 'must have exactly one of variation, split, ramp and experiment')
  if (experiment) return undefined
  if (variation !== undefined) return { variation }
  // A salt that stays keeps everybody where they are, however the shares change.
  const salt = input.salt ?? (present && 'salt' in present ? present.salt : newId('salt'))
  if (split) return { split, unit, salt }
  if (!ramp) return undefined
  const points = ramp.points.map(({ at, percent }) => ({ at: inUtc(at), percent }))
  return { ramp: { ...ramp, points }, unit, salt }
}

/** One way to write a moment, so that whoever reads it takes it for the same. What is none is left for the check. */
function inUtc(text: string): string {
  const at = momentOf(text)
  return Number.isNaN(at) ? text : new Date(at).toISOString()
}

const newId = (kind: string): string => `${kind}_${randomBytes(9).toString('base64url')}`

const invalid = (field: string, message: string): AppError =>
  new AppError('invalid', `${field}: ${message}.`, { field })
