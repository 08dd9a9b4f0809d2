import type {
  Experiment,
  ExperimentStanding,
  ExperimentState,
  ExperimentUnit,
} from '@throughline/contract/experiments'
import { formatDate } from '../../format/date.ts'
import { formatNumber, formatShare } from '../../format/number.ts'
import type { Tone } from '../../ui/chip.tsx'

interface Look {
  readonly word: string
  readonly tone: Tone
}

/** A state as a chip. */
export const stateLooks: Readonly<Record<ExperimentState, Look>> = {
  draft: { word: 'draft', tone: 'ink' },
  running: { word: 'running', tone: 'thread' },
  stopped: { word: 'stopped', tone: 'ink' },
  archived: { word: 'archived', tone: 'ink' },
}

/** What is known, as a chip; a draft says nothing. */
export const standingLooks: Readonly<Record<Exclude<ExperimentStanding, 'not_started'>, Look>> = {
  broken: { word: 'cannot be trusted', tone: 'loss' },
  too_early: { word: 'not yet', tone: 'ink' },
  hurt: { word: 'hurts something', tone: 'loss' },
  winner: { word: 'better', tone: 'gain' },
  loser: { word: 'worse', tone: 'loss' },
  no_difference: { word: 'no difference', tone: 'ink' },
  undecided: { word: 'open', tone: 'ink' },
}

const unitWords: Readonly<Record<ExperimentUnit, readonly [one: string, many: string]>> = {
  person: ['person', 'people'],
  session: ['session', 'sessions'],
  group: ['group', 'groups'],
}

/** `people`, `sessions`, `groups`. */
export function unitsName(unit: ExperimentUnit): string {
  return unitWords[unit][1]
}

/** `8,410 people`. */
export function countUnits(count: number, unit: ExperimentUnit): string {
  const [one, many] = unitWords[unit]
  return `${formatNumber(count)} ${count === 1 ? one : many}`
}

/** What a variation is called; its key where nobody gave it a name. */
export function variationName({ variations }: Pick<Experiment, 'variations'>, key: string): string {
  const name = variations.find((variation) => variation.key === key)?.name ?? ''
  return name === '' ? key : name
}

/** Who gets what was shipped: `everyone gets B`, or of an experiment on some, `its audience gets B`. */
export function shippedText(
  experiment: Pick<Experiment, 'variations' | 'audience'>,
  shipped: string,
): string {
  const who = experiment.audience.length === 0 ? 'everyone' : 'its audience'
  return `${who} gets ${variationName(experiment, shipped)}`
}

/** What is compared with what: `B and C against A`. */
export function comparisonText(experiment: Pick<Experiment, 'variations' | 'control'>): string {
  const { variations, control } = experiment
  const others = variations
    .filter(({ key }) => key !== control)
    .map(({ key }) => variationName(experiment, key))
  if (control === null || others.length === 0) return ''
  return `${listText(others)} against ${variationName(experiment, control)}`
}

/** `A`, `A and B`, `A, B and C`. */
export function listText(names: readonly string[]): string {
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`
}

/** Per cent of the audience that takes part now. */
export function currentTraffic({ phases, traffic }: Pick<Experiment, 'phases' | 'traffic'>): number {
  return phases.at(-1)?.traffic ?? traffic
}

/** `10 %`, of a number of per cent. */
export function percentText(percent: number): string {
  return formatShare(percent / 100)
}

/** Whole days from its start to its stop, or until now; null of a draft. */
function daysRun(
  { startedAt, stoppedAt }: Pick<Experiment, 'startedAt' | 'stoppedAt'>,
  now: number,
): number | null {
  if (startedAt === null) return null
  const end = stoppedAt === null ? now : Date.parse(stoppedAt)
  return Math.max(0, Math.floor((end - Date.parse(startedAt)) / 86_400_000))
}

/** How long it has run, as a row says it: `since today`, `for 12 days`, `ran 21 days`. */
export function runText(experiment: Pick<Experiment, 'startedAt' | 'stoppedAt'>, now: number): string {
  const days = daysRun(experiment, now)
  if (days === null) return 'not started'
  const length = days === 1 ? '1 day' : `${formatNumber(days)} days`
  if (experiment.stoppedAt !== null) return days === 0 ? 'ran less than a day' : `ran ${length}`
  return days === 0 ? 'running since today' : `running for ${length}`
}

/** The days that figures are of: `1 Apr 2026 to 20 Apr 2026 (Europe/Berlin)`, or the one day. */
export function periodText(from: string, to: string, timezone: string): string {
  const [first, last] = [formatDate(from, timezone), formatDate(to, timezone)]
  return `${first === last ? first : `${first} to ${last}`} (${timezone})`
}
