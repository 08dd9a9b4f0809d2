import { isDeepStrictEqual } from 'node:util'
import type { FlagCondition, FlagRule, FlagServe, FlagSettings } from '@throughline/contract/flag-rules'
import type { FlagDetails } from './flag.ts'

/** What is served, in words: "on", "A to 20 %, B to 80 % by targetingKey". */
export function serveWords(serve: FlagServe): string {
  if ('variation' in serve) return quoted(serve.variation)
  if ('split' in serve) return `${sharesWords(serve.split)}${byUnit(serve.unit)}`
  if ('experiment' in serve) return `the experiment ${quoted(serve.experiment.id)}`
  const { variation, rest, points, gradual } = serve.ramp
  const course = points.map(({ at, percent }) => `${percent} % from ${at}`).join(', ')
  const others = rest === null ? 'the others go on to the next rule' : `${quoted(rest)} to the others`
  return `${quoted(variation)} to ${course}${gradual ? ' (growing evenly)' : ''}, ${others}${byUnit(serve.unit)}`
}

const sharesWords = (split: readonly { variation: string; weight: number }[]): string =>
  split.map(({ variation, weight }) => `${quoted(variation)} to ${weight} %`).join(', ')

const byUnit = (unit: string): string => (unit === 'targetingKey' ? '' : `, by ${unit}`)

/** What everybody gets as long as no rule speaks, for a list of flags. */
export function settingsWords({ enabled, off, rules, otherwise }: FlagSettings): string {
  if (!enabled) return off === null ? 'Off: the default in the code' : `Off: ${quoted(off)}`
  const rest = shortWords(otherwise)
  if (rules.length === 0) return `${rest[0]?.toUpperCase()}${rest.slice(1)} for everybody`
  return `${rules.length} ${rules.length === 1 ? 'rule' : 'rules'}, else ${rest}`
}

/** Of a ramp only where it leads: a list has no room for its steps. */
function shortWords(serve: FlagServe): string {
  if (!('ramp' in serve)) return serveWords(serve)
  const { variation, rest, points } = serve.ramp
  const last = points.at(-1)
  const others = rest === null ? '' : `, ${quoted(rest)} to the others`
  return `${quoted(variation)} to a share that reaches ${last?.percent ?? 0} %${others}`
}

/** A rule in words: `plan equals "pro" and country in "DE", "AT" → "on"`. */
export function ruleWords({ conditions, serve, from, to }: FlagRule): string {
  const who = conditions.length === 0 ? 'everybody' : conditions.map(conditionWords).join(' and ')
  const when = `${from === undefined ? '' : ` from ${from}`}${to === undefined ? '' : ` until ${to}`}`
  return `${who}${when} → ${serveWords(serve)}`
}

function conditionWords({ attribute, operator, value }: FlagCondition): string {
  const words = operator.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  if (value === undefined) return `${attribute} ${words}`
  const values = (Array.isArray(value) ? value : [value]).map((one) => JSON.stringify(one))
  const shown = values.length > 5 ? [...values.slice(0, 5), `and ${values.length - 5} more`] : values
  return `${attribute} ${words} ${shown.join(', ')}`
}

/** What differs between two settings of one environment, line by line. */
export function settingsChanges(before: FlagSettings, after: FlagSettings): string[] {
  const lines: string[] = []
  if (before.enabled !== after.enabled) lines.push(after.enabled ? 'Switched on' : 'Switched off')
  if (before.off !== after.off) lines.push(`While off: ${offWords(before.off)} → ${offWords(after.off)}`)
  if (!isDeepStrictEqual(before.prerequisites, after.prerequisites))
    lines.push(`Prerequisites: ${needsWords(before)} → ${needsWords(after)}`)
  lines.push(...ruleChanges(before.rules, after.rules))
  if (!isDeepStrictEqual(before.otherwise, after.otherwise))
    lines.push(`Everybody else: ${serveWords(before.otherwise)} → ${serveWords(after.otherwise)}`)
  return lines
}

function ruleChanges(before: readonly FlagRule[], after: readonly FlagRule[]): string[] {
  const earlier = new Map(before.map((rule) => [rule.id, rule]))
  const later = new Map(after.map((rule) => [rule.id, rule]))
  const gone = before.flatMap((rule, index) =>
    later.has(rule.id) ? [] : [`Rule ${index + 1} removed: ${ruleWords(rule)}`],
  )
  const rest = after.flatMap((rule, index) => {
    const old = earlier.get(rule.id)
    if (!old) return [`Rule ${index + 1} added: ${ruleWords(rule)}`]
    if (isDeepStrictEqual(old, rule)) return []
    const [was, is] = [ruleWords(old), ruleWords(rule)]
    return [
      was === is ? `Rule ${index + 1} renamed or redrawn: ${is}` : `Rule ${index + 1}: ${was}, now ${is}`,
    ]
  })
  const stayed = (rules: readonly FlagRule[]) =>
    rules.map(({ id }) => id).filter((id) => earlier.has(id) && later.has(id))
  const moved = isDeepStrictEqual(stayed(before), stayed(after)) ? [] : ['Rules put in another order']
  return [...gone, ...rest, ...moved]
}

/** What differs between two sets of details. */
export function detailsChanges(before: FlagDetails, after: FlagDetails): string[] {
  const lines: string[] = []
  if (before.name !== after.name) lines.push(`Name: ${quoted(before.name)} → ${quoted(after.name)}`)
  if (before.description !== after.description) lines.push('Description changed')
  if (!isDeepStrictEqual(before.tags, after.tags))
    lines.push(`Tags: ${listWords(before.tags)} → ${listWords(after.tags)}`)
  if (before.browsers !== after.browsers)
    lines.push(`Browsers may know: ${before.browsers} → ${after.browsers}`)
  const earlier = new Map(before.variations.map((one) => [one.key, one]))
  const later = new Map(after.variations.map((one) => [one.key, one]))
  for (const { key } of before.variations) if (!later.has(key)) lines.push(`Variation ${quoted(key)} removed`)
  for (const { key, value, name } of after.variations) {
    const old = earlier.get(key)
    if (!old) lines.push(`Variation ${quoted(key)} added: ${short(value)}`)
    else if (!isDeepStrictEqual(old.value, value))
      lines.push(`Variation ${quoted(key)}: ${short(old.value)} → ${short(value)}`)
    else if (old.name !== name) lines.push(`Variation ${quoted(key)} renamed`)
  }
  const order = ({ variations }: FlagDetails) => variations.map(({ key }) => key)
  if (lines.length === 0 && !isDeepStrictEqual(order(before), order(after)))
    lines.push('Variations put in another order')
  return lines
}

const needsWords = ({ prerequisites }: FlagSettings): string =>
  prerequisites.length === 0
    ? 'none'
    : prerequisites
        .map(({ flag, variations }) => `${flag} is ${variations.map(quoted).join(' or ')}`)
        .join(', ')

export const offWords = (off: string | null): string =>
  off === null ? 'the default in the code' : quoted(off)

const listWords = (list: readonly string[]): string => (list.length === 0 ? 'none' : list.join(', '))

const short = (value: unknown): string => {
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

const quoted = (text: string): string => JSON.stringify(text)
