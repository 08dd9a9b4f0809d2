import type {
  ExperimentEffect,
  ExperimentHealth,
  ExperimentMetricResult,
  ExperimentVerdict,
  ResultInterval,
} from '@throughline/contract/experiment-results'
import type { Decision, SentenceParts } from '@throughline/contract/experiments'
import { lowered } from './not-yet-words.ts'
import { amountWords, metricWords, moneyWords, shareWords } from './verdict-words.ts'

export interface VerdictQuestion {
  readonly started: boolean
  readonly running: boolean
  readonly decision: Decision
  /** Days it has run, with a fraction. */
  readonly days: number
  /** Local date on which the planned days are over; null where none are planned. */
  readonly plannedEnd: string | null
  /** The local date so many days after the start. */
  readonly dateAfter: (days: number) => string
  readonly currency: string
  /** Of a bandit, how many there were; 0 where the split does not follow the results. */
  readonly batches: number
  /** The control first. */
  readonly arms: readonly { readonly variation: string; readonly name: string; readonly units: number }[]
  /** The primary first. */
  readonly metrics: readonly ExperimentMetricResult[]
  readonly health: ExperimentHealth
}

interface Told {
  readonly variation: string
  readonly name: string
  readonly effect: ExperimentEffect
}

/** Weekdays differ; a verdict of less than a week is told with that said. */
const WEEK = 7

/**
 * What to do, in a sentence a shopkeeper understands, or why that cannot be told yet and when. A hurt guardrail goes before
 * a good primary; what is not sound is not told at all.
 */
export function verdictOf(question: VerdictQuestion): ExperimentVerdict {
  const { started, arms, metrics, health } = question
  const primary = metrics.find(({ role }) => role === 'primary')
  if (!started) return not('not_started', 'It has not started.', 'Start it, once all checks allow.')
  if (!primary) return not('too_early', 'It has no primary metric.', 'Choose what decides.')
  const broken = health.checks.find(({ state }) => state === 'stop')
  if (broken)
    return {
      ...not(
        'broken',
        broken.sentence,
        'Find what loses visitors of one arm, repair it, and start a new experiment.',
      ),
      recommendation: 'repair',
    }
  if (arms.every(({ units }) => units === 0))
    return not(
      'too_early',
      'Nobody has seen it yet, so there is nothing to tell.',
      'Check that the product asks for the flag.',
    )
  const empty = arms.find(({ units }) => units === 0)
  if (empty)
    return not(
      'too_early',
      `Nobody has seen "${empty.name}" yet, so there is nothing to compare.`,
      'Wait, or check the split.',
    )
  return judged(question, primary)
}

function judged(question: VerdictQuestion, primary: ExperimentMetricResult): ExperimentVerdict {
  const told = toldOf(question, primary)
  const reasons = reasonsOf(question)
  const hurt = question.metrics
    .filter(({ role }) => role === 'guardrail')
    .flatMap((metric) =>
      toldOf(question, metric)
        .filter(({ effect }) => effect.state === 'worse')
        .map((one) => ({ metric, ...one })),
    )
  const decidedLater = question.decision.method === 'fixed' && question.running && !plannedDaysOver(question)
  const none = told.find(({ effect }) => effect.state === 'none')
  // What is hurt for sure is hurt, however long the primary needs to tell anything.
  if (none && told.every(({ effect }) => effect.state === 'none') && (hurt.length === 0 || decidedLater))
    return {
      ...not(
        'too_early',
        `Not yet: ${lowered(none.effect.note ?? 'there is too little.')}`,
        'Wait for more visitors.',
      ),
      reasons: [...hurt.map(hurtReason), ...reasons],
      expectedOn: plannedAhead(question),
    }
  if (decidedLater) {
    const when = question.plannedEnd === null ? '' : ` on ${question.plannedEnd}`
    return {
      ...not(
        'too_early',
        `Not yet: it is decided once${when}, when its ${question.decision.plannedDays} days are over.`,
        'Wait: looking earlier would find what is not there.',
      ),
      reasons: [...hurt.map(hurtReason), ...reasons],
      expectedOn: question.plannedEnd,
    }
  }
  const unhurt = told.filter(({ variation }) => hurt.every((one) => one.variation !== variation))
  const winner = best(
    unhurt.filter(({ effect }) => effect.state === 'better'),
    primary,
  )
  if (winner) return won(question, primary, winner, reasons)
  const [worst] = hurt
  if (worst) {
    const gain = told.find(
      ({ variation, effect }) => variation === worst.variation && effect.state === 'better',
    )
    return {
      state: 'hurt',
      recommendation: 'keep_control',
      sentence: [
        `"${worst.name}" hurts ${metricWords(worst.metric)}: `,
        { loss: changeWords(worst.effect, worst.metric, question.currency) },
        `${rangeWords(worst.effect, worst.metric, question.currency)}. `,
        gain
          ? `That weighs more than its gain in ${metricWords(primary)}: keep "${nameOfControl(question)}".`
          : `Keep "${nameOfControl(question)}".`,
      ],
      reasons,
      next: 'Stop it, and look into what was hurt.',
      variation: worst.variation,
      expectedOn: null,
    }
  }
  const losers = told.filter(({ effect }) => effect.state === 'worse')
  const loser = losers.length === told.length ? best(losers, primary) : undefined
  if (loser) return lost(question, primary, loser, reasons)
  return undecided(question, primary, told, reasons)
}

function won(
  question: VerdictQuestion,
  primary: ExperimentMetricResult,
  winner: Told,
  reasons: readonly string[],
): ExperimentVerdict {
  const { effect, name, variation } = winner
  const money = effect.moneyPerYear
  const worth =
    money && money.estimate > 0
      ? ` It is worth about ${moneyWords(money.estimate, question.currency)} a year.`
      : ''
  const early = question.days < WEEK ? [`It has run for less than a week: weekdays may differ.`] : []
  const shrunk =
    effect.shrunk && effect.relative
      ? [
          `Most changes move a metric by less than 10 %, and winners are lucky: with that in mind, expect about ${shareWords(Math.abs(effect.shrunk.estimate))}.`,
        ]
      : []
  return {
    state: 'winner',
    recommendation: 'ship',
    sentence: [...broughtParts(winner, primary, question.currency), `: ship it.${worth}`],
    reasons: [...early, ...shrunk, ...reasons],
    next: `Ship "${name}" to everybody.`,
    variation,
    expectedOn: null,
  }
}

function lost(
  question: VerdictQuestion,
  primary: ExperimentMetricResult,
  loser: Told,
  reasons: readonly string[],
): ExperimentVerdict {
  return {
    state: 'loser',
    recommendation: 'keep_control',
    sentence: [...broughtParts(loser, primary, question.currency), `: keep "${nameOfControl(question)}".`],
    reasons: [...reasons],
    next: 'Stop it. What was learned is worth writing down.',
    variation: loser.variation,
    expectedOn: null,
  }
}

function undecided(
  question: VerdictQuestion,
  primary: ExperimentMetricResult,
  told: readonly Told[],
  reasons: readonly string[],
): ExperimentVerdict {
  const small = question.decision.effect
  const alike =
    small !== null &&
    told.every(
      ({ effect: { relative } }) => relative !== null && relative.low > -small && relative.high < small,
    )
  const control = nameOfControl(question)
  if (alike)
    return {
      state: 'no_difference',
      recommendation: 'choose',
      sentence: [
        `No difference that matters in ${metricWords(primary)}: less than ${shareWords(small)} either way. Choose what is cheaper to keep.`,
      ],
      reasons: [...reasons],
      next: 'Stop it and choose by other reasons.',
      variation: null,
      expectedOn: null,
    }
  const over = !question.running || plannedDaysOver(question)
  const one = best(
    told.filter(({ effect }) => effect.absolute !== null),
    primary,
  )
  const seen = one
    ? ` So far "${one.name}" is between ${endsWords(one.effect, primary, question.currency)} in ${metricWords(primary)}.`
    : ''
  return {
    state: over ? 'undecided' : 'too_early',
    recommendation: over ? 'keep_control' : 'wait',
    sentence: [
      over
        ? `It cannot be told which is better.${seen} Keep "${control}", or try something bolder.`
        : `Not yet: it cannot be told which is better.${seen}`,
    ],
    reasons: [...reasons],
    next: over ? 'Stop it, or plan for more visitors.' : 'Wait; looking every day is fine with this method.',
    variation: null,
    expectedOn: over ? null : (plannedAhead(question) ?? (one ? foreseen(question, one) : null)),
  }
}

/** Nobody waits for a date further away. */
const FARTHEST_DAYS = 365

/**
 * When its interval no longer holds nothing, should the effect stay as it looks: an interval's width falls with the square
 * root of its days.
 */
function foreseen({ days, dateAfter }: VerdictQuestion, { effect }: Told): string | null {
  const { estimate, low, high } = effect.absolute ?? { estimate: 0, low: 0, high: 0 }
  const reach = estimate > 0 ? estimate - low : high - estimate
  const needed = days * (reach / estimate) ** 2
  return days >= 1 && needed > days && needed <= FARTHEST_DAYS ? dateAfter(Math.ceil(needed)) : null
}

/** What else is to be known: that shares moved, warnings of the health, and a guardrail or secondary that moved. */
function reasonsOf({ health, metrics, batches }: VerdictQuestion): string[] {
  const moved =
    batches > 1
      ? [
          `The shares followed the results over ${batches} batches, so arms cannot be compared by their totals; the effect is that within batches.`,
        ]
      : []
  const warnings = health.checks.filter(({ state }) => state === 'warning').map(({ sentence }) => sentence)
  const others = metrics
    .filter(({ role }) => role !== 'primary')
    .flatMap((metric) =>
      metric.arms
        .filter(({ effect }) => effect?.state === 'better' || effect?.state === 'worse')
        .map(({ variation, effect }) => `"${metric.name}" is ${effect?.state} with "${variation}".`),
    )
  return [...moved, ...warnings, ...others]
}

const hurtReason = ({ metric, name }: Told & { readonly metric: ExperimentMetricResult }): string =>
  `"${name}" already seems to hurt "${metric.name}".`

const toldOf = ({ arms }: VerdictQuestion, { arms: results }: ExperimentMetricResult): Told[] =>
  results.flatMap(({ variation, effect }) =>
    effect
      ? [{ variation, effect, name: arms.find((arm) => arm.variation === variation)?.name ?? variation }]
      : [],
  )

const nameOfControl = ({ arms }: VerdictQuestion): string => arms[0]?.name ?? ''

/** The one that is most to the good. */
function best(among: readonly Told[], { better }: ExperimentMetricResult): Told | undefined {
  const sign = better === 'up' ? 1 : -1
  const of = ({ effect }: Told) => sign * (effect.absolute?.estimate ?? Number.NEGATIVE_INFINITY)
  return among.toSorted((a, b) => of(b) - of(a))[0]
}

const plannedDaysOver = ({ decision: { plannedDays }, days }: VerdictQuestion): boolean =>
  plannedDays !== null && days >= plannedDays

const plannedAhead = (question: VerdictQuestion): string | null =>
  question.running && !plannedDaysOver(question) ? question.plannedEnd : null

/** `"B" brings 3.1 % more orders, between 1.2 % and 5.0 %`, the size marked as good news or bad. */
function broughtParts(
  { name, effect }: Told,
  metric: ExperimentMetricResult,
  currency: string,
): SentenceParts {
  const words = changeWords(effect, metric, currency)
  const size = effect.state === 'worse' ? { loss: words } : { gain: words }
  const range = rangeWords(effect, metric, currency)
  return effect.relative
    ? [`"${name}" brings `, size, ` ${metricWords(metric)}${range}`]
    : [`With "${name}", ${metricWords(metric)}: `, size, range]
}

/** What can be counted gets fewer, all else less. */
const counted = new Set<ExperimentMetricResult['kind']>(['proportion', 'count', 'funnel', 'retention'])

/** `3.1 % more`, or `0.4 days less`. */
function changeWords(
  { relative, absolute }: ExperimentEffect,
  metric: ExperimentMetricResult,
  currency: string,
): string {
  const amount = relative ?? absolute
  const less = counted.has(metric.kind) ? 'fewer' : 'less'
  const more = (amount?.estimate ?? 0) >= 0 ? 'more' : less
  const size = relative
    ? shareWords(Math.abs(relative.estimate))
    : amountWords(Math.abs(absolute?.estimate ?? 0), metric.format, currency)
  return `${size} ${more}`
}

function rangeWords(
  { relative, absolute }: ExperimentEffect,
  metric: ExperimentMetricResult,
  currency: string,
): string {
  const range = relative ?? absolute
  return range ? `, between ${ends(range, relative !== null, metric, currency)}` : ''
}

const endsWords = (effect: ExperimentEffect, metric: ExperimentMetricResult, currency: string): string =>
  effect.relative
    ? signedEnds(effect.relative, shareWords)
    : signedEnds(effect.absolute ?? { estimate: 0, low: 0, high: 0 }, (size) =>
        amountWords(size, metric.format, currency),
      )

/** Both ends as sizes, the smaller first, where both point the same way. */
function ends(
  range: ResultInterval,
  share: boolean,
  metric: ExperimentMetricResult,
  currency: string,
): string {
  const words = (size: number) => (share ? shareWords(size) : amountWords(size, metric.format, currency))
  if (range.low < 0 && range.high > 0) return signedEnds(range, words)
  const [near, far] = [Math.abs(range.low), Math.abs(range.high)].toSorted((a, b) => a - b)
  return `${words(near ?? 0)} and ${words(far ?? 0)}`
}

const signedEnds = ({ low, high }: ResultInterval, words: (size: number) => string): string =>
  `${low < 0 ? '−' : '+'}${words(Math.abs(low))} and ${high < 0 ? '−' : '+'}${words(Math.abs(high))}`

function not(state: ExperimentVerdict['state'], sentence: string, next: string): ExperimentVerdict {
  const parts: SentenceParts = [sentence]
  return {
    state,
    recommendation: 'wait',
    sentence: parts,
    reasons: [],
    next,
    variation: null,
    expectedOn: null,
  }
}
