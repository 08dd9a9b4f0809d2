import type { Factor } from '@throughline/statistics/design'
import { type LinearModel, linearPredictors } from '@throughline/statistics/design'
import { gumbelFit, gumbelTail } from '@throughline/statistics/gumbel-tail'
import { logistic, logisticRegression } from '@throughline/statistics/logistic-regression'
import type { Cell } from './concentration.ts'
import { evenly } from './evenly.ts'
import { everyone, type Group, isTold, type Split } from './groups.ts'
import type { TotalEffectOfDrop } from './judge-drop.ts'
import { judgeDrop } from './judge-drop.ts'
import type { PeriodDays } from './period-days.ts'
import { seededUniform } from './seeded-uniform.ts'
import { attributeNames } from './session-table.ts'
import { type AnalysisContext, PASS_RIDGE, type StepContext } from './step-context.ts'
import {
  LEAST_SESSIONS,
  type Strongest,
  type SumsOfSplit,
  strongestDrops,
  USUAL_DIFFERENCE,
  type UsualDifference,
} from './strongest-drop.ts'
import { timesByPerson, unrestOfDays } from './unrest.ts'

/** A group that went on less than its own past and the others of the same days let expect. */
export interface StepDrop {
  readonly step: number
  readonly cell: Cell
  /** Chance that the search over all groups and windows finds one as strong where there is none. */
  readonly p: number
  readonly effect: TotalEffectOfDrop
}

/** So many searches in shuffled luck tell what a search finds where there is nothing. */
const SHUFFLES = 32
/** The luck of this many sessions stands for that of more. */
const MOST_SHUFFLED = 30_000
const MOST_A_STEP = 3
const WORTH_A_LOOK = 0.05
const LEAST_DIFFERENCE = 0.05
const LEAST_LIKE_IT = 8

/** A step with what is expected of everyone there. */
export interface Expectation {
  readonly context: StepContext
  readonly splits: readonly Split[]
  readonly known: readonly Factor[]
  readonly rows: Int32Array
  readonly expected: Float64Array
  readonly model: LinearModel
  readonly sums: readonly SumsOfSplit[]
}

/**
 * What is expected of all who came to a step, by what is known of them but for their software.
 *
 * @param known frictions found at the step: what they explain is not looked at again
 */
export function expectationBeside(
  analysis: AnalysisContext,
  context: StepContext,
  known: readonly Factor[],
): Expectation {
  const all: Split = { groups: [everyone], codes: new Uint16Array(analysis.sessions.count) }
  const factors = withoutSoftware(context.passModel.factors)
  const start = { ...context.passModel, factors }
  return expectation(analysis, [all, ...analysis.splits], context, known, context.rows, start)
}

/**
 * Looks for sudden losses that no signal tells of at a step: every group in every window of days, held against its own
 * other days, against what its like usually differ by, and against all others on the same days. Visitors' differences
 * are taken out first, and days and people count for what they vary by beyond chance; the search itself is paid for by
 * repeating it on outcomes drawn from what is expected.
 *
 * @param certainties of {@link usualCertainties}
 */
export function findStepDrops(
  analysis: AnalysisContext,
  start: Expectation,
  certainties: readonly number[],
): StepDrop[] {
  const { context, splits } = start
  const { count: days } = analysis.days
  const drops: StepDrop[] = []
  for (let now = start; drops.length < MOST_A_STEP; ) {
    const { rows, expected, sums } = now
    const usual = usualDifferences(now, certainties, days)
    const { more, variance } = sums[0] ?? NOBODY
    const unrest = unrestOfDays(more, variance)
    const [best] = strongestDrops(sums, usual, { days, unrest, outcomes: 1 })
    if (!best) break
    const luck = luckOfSearch(analysis, splits, usual, evenly(rows, MOST_SHUFFLED), expected, context.step)
    const p = gumbelTail(gumbelFit(luck), best.strength)
    if (p > WORTH_A_LOOK) break
    const inside = membersIn(analysis, splits, best, rows)
    const effect = judgeDrop(analysis, context, inside, rows, expected, best)
    drops.push({ step: context.step, cell: best.cell, p, effect })
    const taken = new Set(inside)
    const left = rows.filter((row) => !taken.has(row))
    now = expectation(analysis, splits, context, now.known, left, now.model)
  }
  return drops
}

const NOBODY: SumsOfSplit = { groups: [], more: new Float64Array(), variance: new Float64Array() }

function expectation(
  analysis: AnalysisContext,
  splits: readonly Split[],
  context: StepContext,
  known: readonly Factor[],
  rows: Int32Array,
  start: LinearModel,
): Expectation {
  const { design: plain, passed } = context
  const design = { factors: [...withoutSoftware(plain.factors), ...known], numbers: plain.numbers }
  const model = logisticRegression(design, passed, { ridge: PASS_RIDGE, rows, start })
  const expected = new Float64Array(analysis.sessions.count)
  for (const [index, predictor] of linearPredictors(model, design, rows).entries())
    expected[rows[index] ?? 0] = logistic(predictor)
  const sums = sumsOf(analysis, splits, rows, expected, (row) => passed[row] ?? 0)
  return { context, splits, known, rows, expected, model, sums }
}

/**
 * Browsers and systems come in families (Safari on iOS), and a new version has no past: a model that knows them would
 * take a part of what came with one for what its people always do.
 */
const softwareNames: ReadonlySet<string> = new Set([
  'browser.name',
  'browser.version',
  'os.name',
  'os.version',
])
const withoutSoftware = <T>(factors: readonly T[]): T[] =>
  factors.filter((_, index) => !softwareNames.has(attributeNames[index] ?? ''))
const modelled: readonly string[] = attributeNames.filter((name) => !softwareNames.has(name))

function sumsOf(
  analysis: AnalysisContext,
  splits: readonly Split[],
  rows: Int32Array,
  expected: Float64Array,
  outcome: (row: number) => number,
): SumsOfSplit[] {
  const persons = rows.map((row) => analysis.sessions.person[row] ?? 0)
  const surprise = surpriseOf(rows, expected, outcome)
  const variances = variancesOf(rows, expected)
  const times = timesByPerson(surprise, variances, persons)
  // So many times the variance tells as much as so many times fewer sessions.
  for (const values of [surprise, variances])
    for (let index = 0; index < values.length; index++) values[index] = (values[index] ?? 0) / times
  return splits.map((split) => {
    const cells = cellsOf(analysis, split, rows)
    return { groups: split.groups, more: sumBy(cells, surprise), variance: sumBy(cells, variances) }
  })
}

function surpriseOf(
  rows: Int32Array,
  expected: Float64Array,
  outcome: (row: number) => number,
): Float64Array {
  const surprise = new Float64Array(rows.length)
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] ?? 0
    surprise[index] = outcome(row) - (expected[row] ?? 0)
  }
  return surprise
}

function variancesOf(rows: Int32Array, expected: Float64Array): Float64Array {
  const variances = new Float64Array(rows.length)
  for (let index = 0; index < rows.length; index++) {
    const chance = expected[rows[index] ?? 0] ?? 0
    variances[index] = chance * (1 - chance)
  }
  return variances
}

/** The group and day of each row, as one number. */
interface Cells {
  readonly of: Int32Array
  readonly count: number
}

function cellsOf({ days }: AnalysisContext, { groups, codes }: Split, rows: Int32Array): Cells {
  const of = new Int32Array(rows.length)
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] ?? 0
    of[index] = (codes[row] ?? 0) * days.count + (days.of[row] ?? 0)
  }
  return { of, count: groups.length * days.count }
}

function sumBy({ of, count }: Cells, values: Float64Array): Float64Array {
  const sums = new Float64Array(count)
  for (let index = 0; index < of.length; index++) {
    const cell = of[index] ?? 0
    sums[cell] = (sums[cell] ?? 0) + (values[index] ?? 0)
  }
  return sums
}

/** What the model holds of each group against the others; of groups that it does not know, nothing. */
function usualDifferences(
  { splits, model, sums }: Expectation,
  certainties: readonly number[],
  days: number,
): UsualDifference[] {
  return splits.map(({ groups }, number) => {
    const certainty = certainties[number] ?? 0
    const coefficients = coefficientsOf(groups, model)
    if (!coefficients) return { byGroup: new Float64Array(groups.length), certainty }
    const sizes = groups.map((_, code) => total(sums[number]?.variance, code, days))
    const weighed = sizes.map((size, code) => size * (coefficients[code] ?? 0))
    const [all, allWeighed] = [sum(sizes), sum(weighed)]
    // Against the others alone: the group's own part of a mean would take a part of its drop for usual.
    const byGroup = Float64Array.from(groups, (_, code) => {
      const others = all - (sizes[code] ?? 0)
      return others <= 0 ? 0 : (coefficients[code] ?? 0) - (allWeighed - (weighed[code] ?? 0)) / others
    })
    return { byGroup, certainty }
  })
}

/** By how much a group differs from the others at a step, in log-odds, and the variance that chance brings into that. */
interface Difference {
  readonly difference: number
  readonly noise: number
}

/** By split: how much each of its groups differs at a step. */
export type GroupDifferences = readonly (readonly Difference[])[]

export function groupDifferences(start: Expectation, { count: days }: PeriodDays): GroupDifferences {
  const { splits, sums } = start
  const usual = usualDifferences(start, [], days)
  return splits.map(({ groups }, number) =>
    groups.flatMap((group, code) => {
      const size = total(sums[number]?.variance, code, days)
      if (!isTold(group) || size < LEAST_SESSIONS / 8) return []
      const own = total(sums[number]?.more, code, days) / size
      return [{ difference: (usual[number]?.byGroup[code] ?? 0) + own, noise: 1 / size }]
    }),
  )
}

/**
 * A group's past may be short. How much its like differ, at all steps, says what it may differ by, so that a short past is
 * not all there is (empirical Bayes; by medians, so that the few that fell do not widen it).
 *
 * @param steps of {@link groupDifferences}
 * @returns by split: one over the variance of what its groups usually differ by
 */
export function usualCertainties(steps: readonly GroupDifferences[]): number[] {
  const splits = steps[0]?.keys().toArray() ?? []
  return splits.map((number) => {
    const differences = steps.flatMap((step) => step[number] ?? [])
    if (differences.length < LEAST_LIKE_IT) return 1 / USUAL_DIFFERENCE ** 2
    const spread = (median(differences.map(({ difference }) => Math.abs(difference))) / MEDIAN_OF_NORMAL) ** 2
    const own = spread - median(differences.map(({ noise }) => noise))
    return 1 / Math.max(LEAST_DIFFERENCE ** 2, own)
  })
}

/** Half of a standard normal lie this near to 0. */
const MEDIAN_OF_NORMAL = 0.6745

function coefficientsOf(groups: readonly Group[], model: LinearModel): Float64Array | undefined {
  const [condition, second] = groups.at(-1)?.conditions ?? []
  if (!condition || second) return undefined
  const factor = modelled.indexOf(condition.field)
  return factor === -1 ? undefined : model.factors[factor]
}

const total = (values: Float64Array | undefined, code: number, days: number): number =>
  values?.subarray(code * days, (code + 1) * days).reduce((all, value) => all + value, 0) ?? 0

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

/** How strong the strongest is where everyone goes on as expected, in so many searches. */
function luckOfSearch(
  analysis: AnalysisContext,
  splits: readonly Split[],
  usual: readonly UsualDifference[],
  rows: Int32Array,
  expected: Float64Array,
  seed: number,
): number[] {
  const outcomes = outcomesDrawn(rows, expected, seededUniform(seed + 1))
  const chances = Float64Array.from(rows, (row) => expected[row] ?? 0)
  const variances = variancesOf(rows, expected)
  // A split at a time: what all of them hold of all searches would be much.
  const drawn = splits.values().map((split): SumsOfSplit => {
    const cells = cellsOf(analysis, split, rows)
    const more = sumsOfDrawn(cells, outcomes, sumBy(cells, chances))
    return { groups: split.groups, more, variance: sumBy(cells, variances) }
  })
  const { count: days } = analysis.days
  return strongestDrops(drawn, usual, { days, unrest: 0, outcomes: SHUFFLES }).map(
    (best) => best?.strength ?? 0,
  )
}

/** Whether each row goes on, a bit for each of {@link SHUFFLES} searches. */
function outcomesDrawn(rows: Int32Array, expected: Float64Array, uniform: () => number): Uint32Array {
  const drawn = new Uint32Array(rows.length)
  for (let search = 0; search < SHUFFLES; search++)
    for (let index = 0; index < rows.length; index++)
      if (uniform() < (expected[rows[index] ?? 0] ?? 0)) drawn[index] = (drawn[index] ?? 0) | (1 << search)
  return drawn
}

/** By cell, those of all searches side by side: how many more go on than expected. */
function sumsOfDrawn({ of, count }: Cells, outcomes: Uint32Array, expected: Float64Array): Float64Array {
  const more = new Float64Array(count * SHUFFLES)
  for (let cell = 0; cell < count; cell++)
    more.fill(-(expected[cell] ?? 0), cell * SHUFFLES, (cell + 1) * SHUFFLES)
  for (let index = 0; index < of.length; index++) {
    const first = (of[index] ?? 0) * SHUFFLES
    for (let left = outcomes[index] ?? 0; left !== 0; left &= left - 1) {
      const at = first + 31 - Math.clz32(left & -left)
      more[at] = (more[at] ?? 0) + 1
    }
  }
  return more
}

function membersIn(
  { days }: AnalysisContext,
  splits: readonly Split[],
  { cell, split, code }: Strongest,
  rows: Int32Array,
): Int32Array {
  const codes = splits[split]?.codes ?? new Uint16Array()
  return rows.filter((row) => {
    const day = days.of[row] ?? 0
    return (codes[row] ?? 0) === code && day >= cell.from && day < cell.to
  })
}
