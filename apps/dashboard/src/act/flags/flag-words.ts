import type {
  FlagCondition,
  FlagOperator,
  FlagRule,
  FlagServe,
  FlagSettings,
} from '@throughline/contract/flag-rules'
import type { Flag, FlagSummary } from '@throughline/contract/flags'
import { formatMinute } from '../../format/date.ts'
import { formatCount, formatRoughShare } from '../../format/number.ts'
import { operatorWords } from '../../ui/filter/operator-words.ts'

/** How each operator of a rule is said. */
export const flagOperatorLabels: Readonly<Record<FlagOperator, string>> = {
  ...(Object.fromEntries(
    Object.entries(operatorWords).map(([operator, { label }]) => [operator, label]),
  ) as Record<keyof typeof operatorWords, string>),
  versionEquals: 'is version',
  versionNotEquals: 'is not version',
  versionGreaterThan: 'is a later version than',
  versionAtLeast: 'is at least version',
  versionLessThan: 'is an earlier version than',
  versionAtMost: 'is at most version',
}

export const typeLabels = { boolean: 'On or off', string: 'Text', number: 'Number', json: 'JSON' } as const

/** What the units are called by whose value a percentage is drawn. */
const unitLabels: Readonly<Record<string, string>> = {
  targetingKey: 'visitor',
  sessionId: 'session',
  groupId: 'company or household',
  userId: 'user',
}

/** What words about a flag need to know: names of segments and the zone of its moments. */
export interface FlagWords {
  readonly timezone: string
  nameOfSegment(id: string): string
}

/** What is served: `on`, `20 % on, 80 % off`. */
export function serveText(serve: FlagServe, { timezone }: FlagWords): string {
  if ('variation' in serve) return serve.variation
  if ('experiment' in serve) return 'an experiment’s variations'
  if ('split' in serve) {
    const shares = serve.split.filter(({ weight }) => weight > 0)
    return `${shares.map(({ variation, weight }) => `${formatPercent(weight)} ${variation}`).join(', ')}${byUnit(serve.unit)}`
  }
  const { variation, rest, points, gradual } = serve.ramp
  const steps = points.map(
    ({ at, percent }) => `${formatPercent(percent)} from ${formatMinute(at, timezone)}`,
  )
  const others = rest === null ? 'the others go on' : `the others ${rest}`
  return `${variation} to ${steps.join(', ')}${gradual ? ', growing evenly' : ''}; ${others}${byUnit(serve.unit)}`
}

/** What is served now, short enough for a title: of a ramp only how far it has come. */
function servedNow(serve: FlagServe, words: FlagWords, now: number): string {
  if (!('ramp' in serve)) return serveText(serve, words)
  const { variation, points, gradual } = serve.ramp
  const last = points.at(-1)
  const goal = last && Date.parse(last.at) > now ? `, on the way to ${formatPercent(last.percent)}` : ''
  return `${formatRoughShare(rampAt(points, gradual, now) / 100)} ${variation}${goal}`
}

/** Words of the server as people read them: moments in their zone, segments by name. */
export function wordsHere(text: string, { timezone, nameOfSegment }: FlagWords): string {
  return text
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (moment) => formatMinute(moment, timezone))
    .replace(/"([^"\\]*)"/g, (_, name: string) => `“${nameOfSegment(name)}”`)
}

/** How much of a ramp is reached at a moment, in per cent. */
export function rampAt(
  points: readonly { readonly at: string; readonly percent: number }[],
  gradual: boolean,
  now: number,
): number {
  const index = points.findLastIndex(({ at }) => Date.parse(at) <= now)
  const last = points[index]
  if (!last) return 0
  const next = points[index + 1]
  if (!gradual || !next) return last.percent
  const from = Date.parse(last.at)
  const share = (now - from) / (Date.parse(next.at) - from)
  return last.percent + share * (next.percent - last.percent)
}

/** A condition: `country is one of DE, AT`, `in “Returning customers”`. */
export function conditionText(
  { attribute, operator, value }: FlagCondition,
  words: Pick<FlagWords, 'nameOfSegment'>,
): string {
  if (attribute === 'segment') {
    const ids = Array.isArray(value) ? value : [value ?? '']
    const isNot = operator === 'notIn' || operator === 'notEquals'
    return `${isNot ? 'not in' : 'in'} ${ids.map((id) => `“${words.nameOfSegment(String(id))}”`).join(' or ')}`
  }
  const said = Array.isArray(value)
    ? value.join(operator === 'between' ? ' and ' : ', ')
    : value === undefined
      ? ''
      : String(value)
  return `${attribute} ${flagOperatorLabels[operator]} ${said}`.trim()
}

/** Whom a rule is for, and when: `country is DE and plan is pro, from 1 Dec 2026, 00:00`. */
export function audienceText(
  { conditions, from, to }: Pick<FlagRule, 'conditions' | 'from' | 'to'>,
  words: FlagWords,
): string {
  const who =
    conditions.length === 0 ? 'everybody' : conditions.map((one) => conditionText(one, words)).join(' and ')
  const since = from === undefined ? '' : `, from ${formatMinute(from, words.timezone)}`
  const until = to === undefined ? '' : `, until ${formatMinute(to, words.timezone)}`
  return who + since + until
}

/** What everybody gets in an environment, short enough for a title. */
export function settingsText(
  { enabled, off, rules, otherwise }: FlagSettings,
  words: FlagWords,
  now = Date.now(),
): string {
  if (!enabled) return off === null ? 'everybody gets the default in the code' : `everybody gets ${off}`
  const rest = servedNow(otherwise, words, now)
  if (rules.length === 0) return 'variation' in otherwise ? `everybody gets ${rest}` : rest
  const others = rules.filter(({ serve }) => !('experiment' in serve)).length
  const asked = [
    ...(others < rules.length ? ['an experiment'] : []),
    ...(others > 0 ? [formatCount(others, 'rule')] : []),
  ]
  return `${asked.join(' and ')}, then ${rest}`
}

/** What differs between two settings of one environment, line by line; for whoever is asked whether they mean it. */
export function settingsDifference(before: FlagSettings, after: FlagSettings, words: FlagWords): string[] {
  const lines: string[] = []
  const offText = (off: string | null) => off ?? 'the default in the code'
  if (before.off !== after.off)
    lines.push(`While it is off: ${offText(after.off)} instead of ${offText(before.off)}`)
  if (JSON.stringify(before.prerequisites) !== JSON.stringify(after.prerequisites))
    lines.push(
      after.prerequisites.length === 0
        ? 'No other flag is needed any more'
        : `Needs ${after.prerequisites.map(({ flag, variations }) => `${flag} to serve ${variations.join(' or ')}`).join(', and ')}`,
    )
  const ruleText = (rule: FlagRule) => `${audienceText(rule, words)} → ${serveText(rule.serve, words)}`
  for (const rule of before.rules)
    if (!after.rules.some(({ id }) => id === rule.id)) lines.push(`No longer: ${ruleText(rule)}`)
  for (const [index, rule] of after.rules.entries()) {
    const old = before.rules.find(({ id }) => id === rule.id)
    if (!old) lines.push(`New rule ${index + 1}: ${ruleText(rule)}`)
    else if (ruleText(old) !== ruleText(rule)) lines.push(`Rule ${index + 1}: ${ruleText(rule)}`)
    else if (JSON.stringify(old) !== JSON.stringify(rule))
      lines.push(`Rule ${index + 1} is drawn or called otherwise`)
  }
  const order = ({ rules }: FlagSettings, other: FlagSettings) =>
    rules.map(({ id }) => id).filter((id) => other.rules.some((rule) => rule.id === id))
  if (order(before, after).join() !== order(after, before).join())
    lines.push('Rules are asked in another order')
  const [was, is] = [serveText(before.otherwise, words), serveText(after.otherwise, words)]
  if (was !== is) lines.push(`Everybody else: ${is} instead of ${was}`)
  return lines
}

/** The first sentence of the list. */
export function flagsSentence(
  flags: readonly FlagSummary[],
  stale: number,
  environment: string,
  name: string,
): string {
  const on = flags.filter(({ environments }) =>
    environments.some((one) => one.environment === environment && one.enabled),
  ).length
  const unneeded = stale === 0 ? '' : `; ${stale === 1 ? 'one seems' : `${stale} seem`} to be needed no more`
  const all = formatCount(flags.length, 'flag')
  if (on === flags.length)
    return `${all}, ${flags.length === 1 ? 'switched on' : 'all on'} in ${name}${unneeded}.`
  return `${all}, ${on === 0 ? 'none' : on} on in ${name}${unneeded}.`
}

/** The first sentence of a flag’s page. */
export function flagSentence(flag: Flag, environment: string, name: string, words: FlagWords): string {
  if (flag.archivedAt !== null)
    return `“${flag.name}” is archived: code that asks for it gets its own default.`
  const settings = flag.environments[environment]
  if (!settings) return `“${flag.name}”`
  return `“${flag.name}” is ${settings.enabled ? 'on' : 'off'} in ${name}: ${settingsText(settings, words)}.`
}

/** A value as code has it, cut to what a row has room for. */
export function valueText(value: unknown, most = 60): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}

export const formatPercent = (percent: number): string => `${Number(percent.toFixed(2))}\u202f%`

const byUnit = (unit: string): string =>
  unit === 'targetingKey' ? '' : `, drawn by ${unitLabels[unit] ?? unit}`
