import type { ExperimentHealth, HealthCheck } from '@throughline/contract/experiment-results'
import { normalTail } from '@throughline/statistics/normal-distribution'
import { sampleRatio, sequentialSampleRatio } from '@throughline/statistics/sample-ratio'
import { type HistoryLine, type Phase, splitMoved } from './experiment.ts'
import { type ArmSumsRow, sumsAt } from './queries/arm-sums.ts'

export interface HealthQuestion {
  readonly rows: readonly ArmSumsRow[]
  /** The control first. */
  readonly variations: readonly string[]
  readonly phases: readonly Phase[]
  /** Local dates from the first on. */
  readonly days: readonly string[]
  readonly running: boolean
  readonly history: readonly HistoryLine[]
  /** Whether the first metric is a number of each unit, so that days of it can be compared. */
  readonly comparesDays: boolean
  /** Index and name of metrics that add money up. */
  readonly money: readonly { readonly index: number; readonly name: string }[]
}

type Check = ExperimentHealth['checks'][number]

const SHARE_IN_BOTH = 0.01
/** Of an arm's money, what one buyer may bring before it is said. */
const SHARE_OF_ONE = 0.2
const SURPRISE = 0.001
/** Before so many days there is no early and late. */
const DAYS_FOR_NOVELTY = 6

/** Whether an experiment can be trusted, check by check. A `stop` means that no verdict is given. */
export function healthOf(question: HealthQuestion): ExperimentHealth {
  const ratio = ratioOf(question)
  const both = unitsOf(question, 0)
  const checks = [
    ratio.check,
    bothCheck(question, both),
    exposureCheck(question),
    noveltyCheck(question),
    ...outlierChecks(question),
    flagCheck(question),
    pastCheck(question),
  ].filter((check) => check !== null)
  const worst = (['stop', 'warning'] as const).find((state) => checks.some((check) => check.state === state))
  return {
    state: worst ?? 'good',
    checks,
    sampleRatio: ratio.sampleRatio,
    bothVariations: both,
    days: question.days.map((day, index) => ({
      day,
      units: question.variations.map((_, arm) => dayOf(question, arm + 1, 0, index)),
    })),
  }
}

const everyone = ({ rows }: HealthQuestion, arm: number): ArmSumsRow[] =>
  rows.filter((row) => row.arm === arm && row.field === '')

const unitsOf = (question: HealthQuestion, arm: number): number =>
  everyone(question, arm).reduce((sum, { units }) => sum + units, 0)

const dayOf = (question: HealthQuestion, arm: number, part: number, day: number): number =>
  everyone(question, arm).reduce((sum, { days }) => sum + (days[part]?.[day] ?? 0), 0)

function ratioOf(question: HealthQuestion) {
  const { variations, phases } = question
  const counts = variations.map((_, arm) => unitsOf(question, arm + 1))
  const total = counts.reduce((sum, count) => sum + count, 0)
  const weights = phases.map(({ split }) =>
    variations.map((key) => (split.find(({ variation }) => variation === key)?.weight ?? 0) / 100),
  )
  const inPhase = (arm: number, phase: number) =>
    question.rows.find((row) => row.arm === arm && row.phase === phase && row.field === '')
  const expected = variations.map((_, arm) =>
    phases.reduce((sum, _phase, phase) => {
      const units = variations.reduce((all, _one, other) => all + (inPhase(other + 1, phase)?.units ?? 0), 0)
      return sum + units * (weights[phase]?.[arm] ?? 0)
    }, 0),
  )
  const arms = variations.map((variation, arm) => ({
    variation,
    units: counts[arm] ?? 0,
    expected: expected[arm] ?? 0,
  }))
  const check = (state: Check['state'], sentence: string): Check => ({
    check: 'sample_ratio',
    state,
    sentence,
  })
  if (total === 0)
    return {
      sampleRatio: { p: null, sequential: null, arms },
      check: check('good', 'Nobody is exposed yet.'),
    }

  const oneLook = sampleRatio(counts, expected)
  const sequential = sequentialSampleRatio(
    phases.map((_, phase) => ({
      weights: weights[phase] ?? [],
      looks: runningTotals(variations.map((_key, arm) => inPhase(arm + 1, phase)?.days[0] ?? [])),
    })),
  )
  const p = oneLook.state === 'checked' ? oneLook.pValue : null
  const valid = sequential.state === 'checked' ? sequential.pValue : null
  const stops = sequential.state === 'checked' && sequential.stops
  const told = arms
    .map((arm) => `${arm.variation} ${arm.units} of ${Math.round(arm.expected)} expected`)
    .join(', ')
  const warns = oneLook.state === 'checked' && oneLook.warns
  return {
    sampleRatio: { p, sequential: valid, arms },
    check: stops
      ? check(
          'stop',
          `The arms do not hold the visitors that were drawn for them (${told}). Something loses or adds visitors of one arm, so no result can be trusted.`,
        )
      : warns
        ? check(
            'warning',
            `The arms are less even than chance would make them (${told}). Look again in some days; if it grows, something loses visitors of one arm.`,
          )
        : check('good', `The arms hold as many visitors as were drawn for them (${told}).`),
  }
}

/** Totals of all arms by day, from the first day with anybody on. */
function runningTotals(daily: readonly (readonly (number | null)[])[]): number[][] {
  const days = Math.max(...daily.map(({ length }) => length), 0)
  const totals: number[][] = []
  let last = daily.map(() => 0)
  for (let day = 0; day < days; day++) {
    last = last.map((sum, arm) => sum + (daily[arm]?.[day] ?? 0))
    if (last.some((sum) => sum > 0)) totals.push(last)
  }
  return totals
}

function bothCheck(question: HealthQuestion, both: number): Check {
  const total = both + question.variations.reduce((sum, _, arm) => sum + unitsOf(question, arm + 1), 0)
  const check = 'both_variations' satisfies HealthCheck
  if (both === 0) return { check, state: 'good', sentence: 'Nobody saw two variations.' }
  const share = both / total
  const told = `${both} saw two variations (${(share * 100).toPrecision(2)} %) and are left out.`
  return share > SHARE_IN_BOTH
    ? {
        check,
        state: 'warning',
        sentence: `${told} That is many: does something change the visitor’s id, such as a login?`,
      }
    : { check, state: 'good', sentence: told }
}

function exposureCheck(question: HealthQuestion): Check {
  const check = 'exposures' satisfies HealthCheck
  const daily = question.days.map((_, day) =>
    question.variations.reduce((sum, _key, arm) => sum + dayOf(question, arm + 1, 0, day), 0),
  )
  const total = daily.reduce((sum, units) => sum + units, 0)
  if (total === 0)
    return {
      check,
      state: question.running && question.days.length > 1 ? 'warning' : 'good',
      sentence: 'Nobody is exposed yet. Does the product ask for the flag, and is the audience right?',
    }
  const full = daily.slice(0, -1)
  const empty = full.lastIndexOf(0)
  return question.running && full.length > 1 && empty === full.length - 1
    ? {
        check,
        state: 'warning',
        sentence: `Nobody new was exposed on ${question.days[empty]}. Does the product still ask for the flag?`,
      }
    : {
        check,
        state: 'good',
        sentence: `${total} exposed over ${question.days.length} ${question.days.length === 1 ? 'day' : 'days'}.`,
      }
}

/** Does the effect fade? Those who were exposed first are held against those who came later. */
function noveltyCheck(question: HealthQuestion): Check | null {
  const check = 'novelty' satisfies HealthCheck
  const { days, variations } = question
  if (!question.comparesDays || days.length < DAYS_FOR_NOVELTY) return null
  // Where the split moved, an arm's first and last days are also of other shares of the phases.
  if (splitMoved(question.phases)) return null
  const half = Math.floor(days.length / 2)
  const part = (arm: number, from: number, to: number) => {
    const add = (of: number) => {
      let sum = 0
      for (let day = from; day < to; day++) sum += dayOf(question, arm, of, day)
      return sum
    }
    const [n, y, yy] = [add(1), add(2), add(3)]
    const mean = n > 0 ? y / n : 0
    return { n, mean, error: n > 1 ? (yy / n - mean ** 2) / n : Number.NaN }
  }
  const relative = (arm: number, from: number, to: number) => {
    const [a, b] = [part(1, from, to), part(arm, from, to)]
    const estimate = b.mean / a.mean - 1
    return { estimate, variance: (b.error + a.error * (1 + estimate) ** 2) / a.mean ** 2 }
  }
  for (let arm = 2; arm <= variations.length; arm++) {
    const [early, late] = [relative(arm, 0, half), relative(arm, half, days.length)]
    const z = (early.estimate - late.estimate) / Math.sqrt(early.variance + late.variance)
    if (Number.isFinite(z) && 2 * normalTail(Math.abs(z)) < SURPRISE)
      return {
        check,
        state: 'warning',
        sentence: `With "${variations[arm - 1]}", those exposed first and those exposed later differ: ${signed(early.estimate)} and ${signed(late.estimate)}. The effect may be one of novelty, or not yet known to newcomers.`,
      }
  }
  return { check, state: 'good', sentence: 'Those exposed first and those exposed later are alike.' }
}

const signed = (share: number): string => `${share >= 0 ? '+' : '−'}${Math.abs(share * 100).toFixed(1)} %`

function outlierChecks(question: HealthQuestion): Check[] {
  const check = 'outliers' satisfies HealthCheck
  const found = question.money.flatMap(({ index, name }) =>
    question.variations.flatMap((variation, arm): Check[] => {
      const rows = everyone(question, arm + 1)
      const total = rows.reduce((sum, row) => sum + sumsAt(row, index).y, 0)
      const most = Math.max(...rows.map((row) => row.most[index] ?? 0), 0)
      const share = total > 0 ? most / total : 0
      if (share <= SHARE_OF_ONE) return []
      return [
        {
          check,
          state: 'warning',
          sentence:
            share > 0.99
              ? `All of "${name}" with "${variation}" came from one buyer.`
              : `One buyer brought ${Math.round(share * 100)} % of "${name}" with "${variation}". A cap would keep one order from deciding.`,
        },
      ]
    }),
  )
  if (found.length > 0 || question.money.length === 0) return found
  return [{ check, state: 'good', sentence: 'No single buyer weighs much.' }]
}

function flagCheck({ history }: HealthQuestion): Check {
  const check = 'flag' satisfies HealthCheck
  const changes = history.filter(({ ofFlag }) => ofFlag)
  const last = changes.at(-1)
  return last
    ? {
        check,
        state: 'warning',
        sentence: `The flag was changed while the experiment ran, the last time on ${last.at.toISOString().slice(0, 10)}: ${last.what}`,
      }
    : { check, state: 'good', sentence: 'The flag was left alone.' }
}

/** Were the arms alike before? A fair draw makes them so but for chance. */
function pastCheck(question: HealthQuestion): Check | null {
  const check = 'past_imbalance' satisfies HealthCheck
  const means = question.variations.map((_, arm) => {
    const sums = everyone(question, arm + 1).map((row) => sumsAt(row, 0))
    const add = (name: 'n' | 'x' | 'xx') => sums.reduce((all, one) => all + one[name], 0)
    const [n, x, xx] = [add('n'), add('x'), add('xx')]
    return { n, mean: x / n, error: (xx / n - (x / n) ** 2) / n, any: xx > 0 }
  })
  const control = means[0]
  // With phases of different splits the arms hold other shares of early and late comers.
  if (!control?.any || question.phases.length > 1) return null
  for (const [arm, one] of means.entries()) {
    const z = (one.mean - control.mean) / Math.sqrt(one.error + control.error)
    if (arm > 0 && Number.isFinite(z) && 2 * normalTail(Math.abs(z)) < SURPRISE)
      return {
        check,
        state: 'warning',
        sentence: `Before they were exposed, those with "${question.variations[arm]}" were already unlike the control’s, more than chance explains. Something before the experiment tells them apart.`,
      }
  }
  return { check, state: 'good', sentence: 'Before they were exposed, the arms were alike.' }
}
