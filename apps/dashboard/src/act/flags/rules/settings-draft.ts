import type {
  FlagCondition,
  FlagRule,
  FlagRuleInput,
  FlagServe,
  FlagServeInput,
  FlagSettings,
  FlagSettingsInput,
} from '@throughline/contract/flag-rules'
import type { Flag } from '@throughline/contract/flags'
import { operatorWords } from '../../../ui/filter/operator-words.ts'

/** What is served, while it is edited: all forms side by side, so that nothing is lost by looking at another. */
export interface ServeDraft {
  readonly kind: 'variation' | 'split' | 'ramp' | 'experiment'
  readonly variation: string
  readonly split: readonly { readonly variation: string; readonly weight: number }[]
  readonly ramp: {
    readonly variation: string
    readonly rest: string | null
    readonly points: readonly { readonly at: string; readonly percent: number }[]
    readonly gradual: boolean
  }
  readonly unit: string
  /** By which shares are drawn; of its own where it is empty. Another one gives people other variations. */
  readonly salt: string
  readonly experiment: string
}

/** A condition while it is edited; its key stays the same whatever is changed in it. */
export interface ConditionDraft {
  readonly key: string
  readonly condition: FlagCondition
}

export interface RuleDraft {
  readonly key: string
  readonly id: string | undefined
  readonly name: string
  readonly conditions: readonly ConditionDraft[]
  readonly from: string | undefined
  readonly to: string | undefined
  readonly serve: ServeDraft
}

export interface PrerequisiteDraft {
  readonly key: string
  readonly flag: string
  readonly variations: readonly string[]
}

/** Settings of one environment while they are edited; whether it is on is the switch's own affair. */
export interface SettingsDraft {
  readonly off: string | null
  readonly prerequisites: readonly PrerequisiteDraft[]
  readonly rules: readonly RuleDraft[]
  readonly otherwise: ServeDraft
}

type Variations = Flag['variations']

/** The draft of settings that are saved. */
export function draftOf(
  { off, prerequisites, rules, otherwise }: FlagSettings,
  variations: Variations,
): SettingsDraft {
  return {
    off,
    prerequisites: prerequisites.map((one) => ({ key: crypto.randomUUID(), ...one })),
    rules: rules.map((rule) => ruleDraftOf(rule, variations)),
    otherwise: serveDraftOf(otherwise, variations),
  }
}

/** A rule as it is first offered: for everybody, what the flag serves first. */
export function newRule(variations: Variations): RuleDraft {
  return {
    key: crypto.randomUUID(),
    id: undefined,
    name: '',
    conditions: [newCondition()],
    from: undefined,
    to: undefined,
    serve: serveDraftOf({ variation: variations[0]?.key ?? '' }, variations),
  }
}

export const newCondition = (): ConditionDraft => ({
  key: crypto.randomUUID(),
  condition: { attribute: '', operator: 'equals', value: '' },
})

export const newPrerequisite = (): PrerequisiteDraft => ({
  key: crypto.randomUUID(),
  flag: '',
  variations: [],
})

function ruleDraftOf(
  { id, name = '', conditions, from, to, serve }: FlagRule,
  variations: Variations,
): RuleDraft {
  return {
    key: id,
    id,
    name,
    conditions: conditions.map((condition) => ({ key: crypto.randomUUID(), condition })),
    from,
    to,
    serve: serveDraftOf(serve, variations),
  }
}

function serveDraftOf(serve: FlagServe, variations: Variations): ServeDraft {
  const [first = '', second = null] = variations.map(({ key }) => key)
  const even = evenSplit(variations.map(({ key }) => key))
  const draft: ServeDraft = {
    kind: 'variation',
    variation: first,
    split: even,
    ramp: { variation: first, rest: second, points: [], gradual: true },
    unit: 'targetingKey',
    salt: '',
    experiment: '',
  }
  if ('variation' in serve) return { ...draft, variation: serve.variation }
  if ('experiment' in serve) return { ...draft, kind: 'experiment', experiment: serve.experiment.id }
  const drawn = { ...draft, unit: serve.unit, salt: serve.salt }
  if ('ramp' in serve) return { ...drawn, kind: 'ramp', ramp: serve.ramp }
  const others = even.filter((one) => serve.split.every(({ variation }) => variation !== one.variation))
  return {
    ...drawn,
    kind: 'split',
    split: [...serve.split, ...others.map(({ variation }) => ({ variation, weight: 0 }))],
  }
}

/** Equal shares in whole hundredths that sum to 100. */
export function evenSplit(variations: readonly string[]): { variation: string; weight: number }[] {
  const each = Math.floor(10_000 / Math.max(1, variations.length)) / 100
  return variations.map((variation, index) => ({
    variation,
    weight: index === 0 ? Number((100 - each * (variations.length - 1)).toFixed(2)) : each,
  }))
}

/** The settings that a draft says, to be sent. */
export function inputOf(
  { off, prerequisites, rules, otherwise }: SettingsDraft,
  enabled: boolean,
): FlagSettingsInput {
  return {
    enabled,
    off,
    prerequisites: prerequisites.map(({ flag, variations }) => ({ flag, variations: [...variations] })),
    rules: rules.map(ruleInputOf),
    otherwise: serveInputOf(otherwise),
  }
}

function ruleInputOf({ id, name, conditions, from, to, serve }: RuleDraft): FlagRuleInput {
  return {
    ...(id === undefined ? {} : { id }),
    ...(name.trim() === '' ? {} : { name: name.trim() }),
    conditions: conditions.map(({ condition }) => condition),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    serve: serveInputOf(serve),
  }
}

function serveInputOf({ kind, variation, split, ramp, unit, salt, experiment }: ServeDraft): FlagServeInput {
  if (kind === 'variation') return { variation }
  if (kind === 'experiment') return { experiment: { id: experiment } }
  const drawn = { unit, ...(salt === '' ? {} : { salt }) }
  if (kind === 'ramp')
    return { ramp: { ...ramp, points: ramp.points.map((point) => ({ ...point })) }, ...drawn }
  return { split: split.filter(({ weight }) => weight > 0).map((one) => ({ ...one })), ...drawn }
}

/** The same as saved settings have it, to compare and to say in words; made-up ids and salts where they are missing. */
export function settingsOf(draft: SettingsDraft, enabled: boolean, before: FlagSettings): FlagSettings {
  const serveOf = (serve: ServeDraft): FlagServe => {
    const { kind, variation, split, ramp, unit, salt, experiment } = serve
    if (kind === 'variation') return { variation }
    if (kind === 'split')
      return { split: split.filter(({ weight }) => weight > 0).map((one) => ({ ...one })), unit, salt }
    if (kind === 'ramp')
      return { ramp: { ...ramp, points: ramp.points.map((point) => ({ ...point })) }, unit, salt }
    const saved = [...before.rules.map((rule) => rule.serve), before.otherwise].find(
      (one) => 'experiment' in one && one.experiment.id === experiment,
    )
    return saved ?? { variation }
  }
  const { rules, otherwise, ...rest } = inputOf(draft, enabled)
  return {
    ...rest,
    rules: draft.rules.map((rule, index) => ({
      ...rules[index],
      id: rule.id ?? rule.key,
      conditions: rule.conditions.map(({ condition }) => condition),
      serve: serveOf(rule.serve),
    })),
    otherwise: serveOf(draft.otherwise),
  }
}

/** What of a draft cannot be saved yet, in words, with where it is. */
export function problemsOf(draft: SettingsDraft): string[] {
  return [
    ...draft.prerequisites.flatMap(({ flag, variations }) =>
      flag === '' || variations.length === 0
        ? ['A flag that is needed first wants its key and a variation.']
        : [],
    ),
    ...draft.rules.flatMap((rule, index) =>
      [
        ...rule.conditions.flatMap(({ condition }) =>
          isFinished(condition) ? [] : ['a condition is not finished; finish or remove it'],
        ),
        ...(Date.parse(rule.from ?? '') >= Date.parse(rule.to ?? '') ? ['it ends before it begins'] : []),
        ...serveProblems(rule.serve),
      ].map((problem) => `Rule ${index + 1}: ${problem}.`),
    ),
    ...serveProblems(draft.otherwise).map((problem) => `Everybody else: ${problem}.`),
  ]
}

function serveProblems({ kind, split, ramp, unit }: ServeDraft): string[] {
  if (kind === 'variation' || kind === 'experiment') return []
  const unitProblem = unit.trim() === '' ? ['it is not said by what people are drawn'] : []
  if (kind === 'split') {
    const sum = sumOf(split)
    return Math.abs(sum - 100) < 1e-9
      ? unitProblem
      : [`the shares sum to ${sum} %, not 100 %`, ...unitProblem]
  }
  if (ramp.points.length === 0) return ['the ramp needs a first step', ...unitProblem]
  const isInOrder = ramp.points.every(({ at }, index) => {
    const before = ramp.points[index - 1]
    return at !== '' && (!before || Date.parse(before.at) < Date.parse(at))
  })
  return isInOrder
    ? unitProblem
    : ['each step of the ramp needs a moment after the one before', ...unitProblem]
}

/** Without the dust of binary fractions: 33.33 three times is 99.99. */
export const sumOf = (split: ServeDraft['split']): number =>
  Number(split.reduce((sum, { weight }) => sum + weight, 0).toFixed(9))

/** Whether a condition can be sent. */
export function isFinished({ attribute, operator, value }: FlagCondition): boolean {
  if (attribute.trim() === '') return false
  const shape =
    operator in operatorWords ? operatorWords[operator as keyof typeof operatorWords].value : 'one'
  if (shape === 'none') return true
  if (shape === 'number') return typeof value === 'number'
  if (shape === 'two')
    return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'number')
  if (shape === 'many') return Array.isArray(value) && value.length > 0
  return value !== undefined && value !== '' && !Array.isArray(value)
}

/** A context for which the draft's conditions can be tried: each attribute with the first value that it is asked for. */
export function exampleContext({ rules }: SettingsDraft): Record<string, unknown> {
  const context: Record<string, unknown> = {}
  for (const { conditions } of rules)
    for (const { condition } of conditions) {
      const { attribute, value } = condition
      if (attribute === '' || attribute === 'segment' || attribute.startsWith('person.')) continue
      context[attribute] ??= (Array.isArray(value) ? value[0] : value) ?? 'any'
    }
  return context
}
