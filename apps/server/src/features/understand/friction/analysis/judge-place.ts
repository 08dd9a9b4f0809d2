import type { Design, Factor, LinearModel } from '@throughline/statistics/design'
import { linearPredictors } from '@throughline/statistics/design'
import { lossOfTheTreated, type TotalEffect } from '@throughline/statistics/effect-on-the-treated'
import { logistic, logisticRegression } from '@throughline/statistics/logistic-regression'
import { type Cell, concentrations, windowOf } from './concentration.ts'
import { evenly } from './evenly.ts'
import { membersOf } from './groups.ts'
import { mayFollowFromLeaving, type Place } from './places.ts'
import { type AnalysisContext, PASS_RIDGE, type StepContext } from './step-context.ts'
import { withoutCounterparts } from './without-counterparts.ts'

/** Fewer sessions than this tell nothing. */
export const LEAST_MET = 30
const LEAST_COMPARABLE = 60
/** Who is surer than this to meet it has nobody to be compared with. */
const MOST_PROPENSITY = 0.99
/** No comparable session stands for more than so many affected ones. */
const MOST_ODDS = 20
const LARGEST_PROPENSITY = MOST_ODDS / (1 + MOST_ODDS)
/** A model of who meets something, learnt from few, would see differences in their luck; the larger the penalty then. */
const RIDGE_OF_FEW = 200
/** What keeps people from going on does so nearly alike at all prices: in log-odds, a standard deviation of worth apart. */
const HARM_SPREAD = 0.15
/** So many comparable sessions tell as much as all of them would. */
const ENOUGH_COMPARABLE = 12_000
const MOST_COMPARABLE = 20_000
const COMPARABLE_AN_AFFECTED = 6

/** A place in a group and a window, with what it costs. */
export interface Judged {
  readonly place: Place
  readonly cell: Cell
  /** In how many groups and windows it was judged; the strongest is told. */
  readonly cells: number
  /** Sessions that met it there and then and have others to be compared with. */
  readonly met: Int32Array
  /** Sessions that met it but have nobody to be compared with. */
  readonly leftOut: number
  /** Passes lost, orders lost and money lost, each in all. */
  readonly passes: TotalEffect
  /** Passes lost, each of the affected counting by their chance not to have met it. */
  readonly presence: TotalEffect
  /** Standard deviation of what chance alone would make of that, where it does no harm. */
  readonly chance: number
  readonly orders: TotalEffect
  readonly money: TotalEffect
  /** Money lost in the other currencies, by their index. */
  readonly elsewhere: ReadonlyMap<number, TotalEffect>
  /** Comparable sessions, and how many of the affected each stands for. */
  readonly comparable: Int32Array
  readonly weights: Float64Array
  /** Of those who met it: chance to go on without the friction, and with it. */
  readonly expected: Float64Array
  readonly expectedTreated: Float64Array
}

/** A place that keeps nobody from going on, by what is expected of those who met it: not worth a comparison. */
export interface Unlikely {
  readonly place: Place
  readonly cells: number
  /** Of the cell that says most, as {@link strength}. */
  readonly strength: number
}

export type WhyNot = 'too_few_sessions' | 'no_comparable_sessions' | 'everyone_affected'

export type Verdict =
  | { readonly kind: 'judged'; readonly judged: Judged }
  | { readonly kind: 'unlikely'; readonly unlikely: Unlikely }
  | { readonly kind: 'withheld'; readonly reason: WhyNot }

const withheld = (reason: WhyNot): Verdict => ({ kind: 'withheld', reason })

/**
 * How surely it keeps people from going on, on the scale of the normal distribution. Of passes, not of money: prices
 * differ more than chances do, and would hide a small harm to many. Of those above all who could as well not have met it
 * (overlap weights; Li, Morgan and Zaslavsky 2018): they have most to be compared with, so that this errs least of all
 * weighings where the harm is alike for all. Where nobody goes on there is no difference between those who met it, so no
 * error; of a step that few pass that says little: what chance alone would do bounds it.
 */
export const strength = ({ presence, chance }: Judged): number =>
  presence.total / Math.max(presence.standardError, chance, 1e-12)

/** What another word in the description must gain in strength. */
const PRICE_OF_WORD = 0.25
/**
 * A cell whose affected go on about as often as is expected of them is not compared: that takes a model of who meets it,
 * most of all the work, and moves the strength by far less than what is left to a candidate.
 */
const LEAST_SURPRISE = 1
/** A group that holds nearly all of the affected is named also where that gains nothing. */
const NEARLY_ALL = 0.85

/**
 * What a signal at a place costs, for the group and time that tell it best: everyone over the whole period, or where it
 * concentrates. Where it concentrates is found without a look at what followed, so that the choice does not flatter.
 *
 * @param others frictions at the same step that are known already: what they explain is theirs
 */
export function judgePlace(
  analysis: AnalysisContext,
  context: StepContext,
  place: Place,
  others: readonly Factor[],
): Verdict {
  if (place.met.length < LEAST_MET) return withheld('too_few_sessions')
  const cells = concentrations(context.exposure, place.met, LEAST_MET)
  const ground = groundOf(analysis, context, place, others)
  if (typeof ground === 'string') return withheld(ground)
  if (mayFollowFromLeaving(place) && fewGoOn(place, context, ground))
    return withheld('no_comparable_sessions')
  const surprises = cells.map((cell) => surpriseIn(analysis, context, place, cell, ground))
  if (surprises.every((surprise) => surprise < LEAST_SURPRISE))
    return { kind: 'unlikely', unlikely: { place, cells: cells.length, strength: Math.max(...surprises) } }
  const compared = cells.filter((_, index) => (surprises[index] ?? 0) >= LEAST_SURPRISE)
  const verdicts = compared.map((cell) => judgeCell(analysis, context, place, cell, ground))
  const judged = verdicts.flatMap((verdict) => (verdict.kind === 'judged' ? [verdict.judged] : []))
  const [first] = verdicts
  if (judged.length === 0) return first ?? withheld('too_few_sessions')
  const worth = (one: Judged) => {
    const words = one.cell.group.conditions.length
    return strength(one) + PRICE_OF_WORD * (one.met.length > NEARLY_ALL * place.met.length ? words : -words)
  }
  const strongest = judged.reduce((a, b) => (worth(b) > worth(a) ? b : a))
  const best = judged
    .toSorted((a, b) => b.met.length - a.met.length)
    .reduce((wide, narrow) => (explainsAll(narrow, wide) ? narrow : wide), strongest)
  const tried = cells.length - compared.length + judged.length
  return { kind: 'judged', judged: { ...inItsTime(analysis, context, best, ground), cells: tried } }
}

/** Of those expected to go on, the part that must have done so after what may follow from leaving. */
const LEAST_GONE_ON = 0.25

function fewGoOn({ met }: Place, { passed }: StepContext, { expected }: Ground): boolean {
  let [gone, hoped] = [0, 0]
  for (const row of met) {
    gone += passed[row] ?? 0
    hoped += expected[row] ?? 0
  }
  return gone < LEAST_GONE_ON * hoped
}

/** A part of the strength that a narrower cell must keep. */
const KEPT_STRENGTH = 0.7
/** Between two estimates that share most of their sessions: a part of the wider one's error at least. */
const LEAST_ERROR_OF_REST = 0.3

/** Whether those outside a narrower cell lose nothing that could be seen: then the narrower says better who is hit. */
function explainsAll(narrow: Judged, wide: Judged): boolean {
  if (narrow.met.length >= wide.met.length || strength(narrow) < KEPT_STRENGTH * strength(wide)) return false
  const rest = wide.passes.total - narrow.passes.total
  const error = Math.sqrt(
    Math.max(
      wide.passes.standardError ** 2 - narrow.passes.standardError ** 2,
      (LEAST_ERROR_OF_REST * wide.passes.standardError) ** 2,
    ),
  )
  return rest < error
}

/** Of a friction that came or went within the period, only the time it was there. */
function inItsTime(analysis: AnalysisContext, context: StepContext, judged: Judged, ground: Ground): Judged {
  const { cell, place } = judged
  if (cell.from > 0 || cell.to < analysis.days.count) return judged
  const member = membersOf(analysis.sessions, cell.group)
  const inGroup = (row: number) => member[row] === 1
  const window = windowOf(
    context.exposure,
    place.met.filter(inGroup),
    context.rows.filter(inGroup),
    LEAST_MET,
  )
  if (!window) return judged
  const verdict = judgeCell(analysis, context, place, { group: cell.group, ...window }, ground)
  return verdict.kind === 'judged' && strength(verdict.judged) > strength(judged) - 1
    ? verdict.judged
    : judged
}

/** Judges a place again in a cell that is settled. */
export function judgeAgain(
  analysis: AnalysisContext,
  context: StepContext,
  { place, cell }: Pick<Judged, 'place' | 'cell'>,
  others: readonly Factor[],
): Verdict {
  const ground = groundOf(analysis, context, place, others)
  return typeof ground === 'string' ? withheld(ground) : judgeCell(analysis, context, place, cell, ground)
}

/** What all cells of a place share. */
interface Ground {
  readonly design: Design
  readonly controls: Int32Array
  /** Chance to go on of who did not meet it, for those who met it and the comparable. */
  readonly expected: Float64Array
}

function groundOf(
  { sessions }: AnalysisContext,
  { rows, design: plain, passed, passModel }: StepContext,
  place: Place,
  others: readonly Factor[],
): Ground | WhyNot {
  const design = { factors: [...plain.factors, ...others], numbers: plain.numbers }
  const met = new Uint8Array(sessions.count)
  for (const row of place.met) met[row] = 1
  const free = rows.filter((row) => met[row] === 0 && (place.measured === null || place.measured[row] === 1))
  if (free.length < LEAST_COMPARABLE) return 'everyone_affected'
  const wanted = Math.max(ENOUGH_COMPARABLE, COMPARABLE_AN_AFFECTED * place.met.length)
  const controls = evenly(free, Math.min(MOST_COMPARABLE, wanted))
  return {
    design,
    controls,
    expected: predicted(design, passed, controls, joined(place.met, controls), {
      ridge: PASS_RIDGE,
      start: passModel,
    }),
  }
}

function metIn({ sessions, days }: AnalysisContext, { met }: Place, cell: Cell): Int32Array {
  const member = cell.group.conditions.length > 0 ? membersOf(sessions, cell.group) : null
  return met.filter((row) => {
    const day = days.of[row] ?? 0
    return day >= cell.from && day < cell.to && (member === null || member[row] === 1)
  })
}

/** How much rarer those in a cell go on than is expected of them, in standard deviations of what chance would do. */
function surpriseIn(
  analysis: AnalysisContext,
  { passed }: StepContext,
  place: Place,
  cell: Cell,
  { expected }: Ground,
): number {
  const met = metIn(analysis, place, cell)
  const missing = met.reduce((sum, row) => sum + (expected[row] ?? 0) - (passed[row] ?? 0), 0)
  return missing / Math.max(chanceAlone(expected, met), 1e-6)
}

/** Standard deviation of how many of these go on, or of their weights' sum. */
const chanceAlone = (expected: Float64Array, rows: Int32Array, weights?: Float64Array): number =>
  Math.sqrt(
    rows.reduce((sum, row) => {
      const chance = expected[row] ?? 0
      return sum + (weights?.[row] ?? 1) ** 2 * chance * (1 - chance)
    }, 0),
  )

function judgeCell(
  analysis: AnalysisContext,
  { passed, value }: StepContext,
  place: Place,
  cell: Cell,
  { design, controls, expected }: Ground,
): Verdict {
  const { sessions, main } = analysis
  const treated = metIn(analysis, place, cell)
  if (treated.length < LEAST_MET) return withheld('too_few_sessions')
  const meets = new Uint8Array(sessions.count)
  for (const row of treated) meets[row] = 1
  let rows = joined(treated, controls)
  const ridge = Math.max(PASS_RIDGE, RIDGE_OF_FEW / treated.length)
  rows = withoutCounterparts(design, meets, rows)
  const propensity = predicted(design, meets, rows, rows, { ridge })
  rows = rows.filter((row) => (propensity[row] ?? 1) <= MOST_PROPENSITY)
  const met = rows.filter((row) => meets[row] === 1)
  if (met.length < LEAST_MET) return withheld('no_comparable_sessions')
  for (const row of rows) propensity[row] = Math.min(propensity[row] ?? 0, LARGEST_PROPENSITY)
  // One number more than what is expected of them: more, learnt from few, would hide some of the chance in it.
  const expectedTreated = predicted({ factors: [], numbers: [] }, passed, met, met, {
    ridge: 0,
    before: expected,
  })
  const cluster = sessions.person
  const comparison = { treated: meets, outcome: passed, expected, expectedTreated, propensity, cluster, rows }
  const loss = (value: Float64Array) => lossOfTheTreated({ ...comparison, value, spread: HARM_SPREAD })
  const passes = loss(new Float64Array(sessions.count).fill(1))
  if (passes.effectiveControls < LEAST_MET) return withheld('no_comparable_sessions')
  const overlap = propensity.map((chance) => 1 - chance)
  const moneyIn = (currency: number) => {
    const worth = new Float64Array(sessions.count)
    const worthOf = value.worthIn(currency)
    for (const row of rows) worth[row] = worthOf(row)
    return withRelativeError(loss(worth), value.relativeError)
  }
  const others = sessions.currencies.keys().filter((currency) => currency !== main)
  const comparable = rows.filter((row) => meets[row] === 0)
  return {
    kind: 'judged',
    judged: {
      place,
      cell,
      cells: 1,
      met,
      leftOut: treated.length - met.length,
      passes,
      presence: lossOfTheTreated({ ...comparison, value: overlap }),
      chance: chanceAlone(expected, met, overlap),
      orders: withRelativeError(loss(value.orderChance), value.relativeError),
      money: moneyIn(main),
      elsewhere: new Map(others.map((currency) => [currency, moneyIn(currency)])),
      comparable,
      weights: at(comparable, (row) => (propensity[row] ?? 0) / (1 - (propensity[row] ?? 0))),
      expected: at(met, (row) => expected[row] ?? 0),
      expectedTreated: at(met, (row) => expectedTreated[row] ?? 0),
    },
  }
}

/** What is kept of many places is not kept of all sessions. */
const at = (rows: Int32Array, of: (row: number) => number): Float64Array => Float64Array.from(rows, of)

/** Chances by a model of some rows, for others. */
function predicted(
  design: Design,
  outcome: Uint8Array,
  learnt: Int32Array,
  wanted: Int32Array,
  { ridge, before, start }: { ridge: number; before?: Float64Array; start?: LinearModel },
): Float64Array {
  const offset = before && new Float64Array(before.length)
  if (before && offset)
    for (const row of wanted) {
      const chance = bounded(before[row] ?? 0)
      offset[row] = Math.log(chance / (1 - chance))
    }
  const model = logisticRegression(design, outcome, {
    ridge,
    rows: learnt,
    ...(offset && { offset }),
    ...(start && { start }),
  })
  const chances = new Float64Array(outcome.length)
  for (const [index, predictor] of linearPredictors(model, design, wanted).entries()) {
    const row = wanted[index] ?? 0
    chances[row] = logistic(predictor + (offset?.[row] ?? 0))
  }
  return chances
}

const bounded = (chance: number): number => Math.min(1 - 1e-6, Math.max(1e-6, chance))

/** What a pass is worth is itself an estimate. */
function withRelativeError(effect: TotalEffect, relativeError: number): TotalEffect {
  return { ...effect, standardError: Math.hypot(effect.standardError, effect.total * relativeError) }
}

function joined(a: Int32Array, b: Int32Array): Int32Array {
  const all = new Int32Array(a.length + b.length)
  all.set(a)
  all.set(b, a.length)
  return all.sort()
}
