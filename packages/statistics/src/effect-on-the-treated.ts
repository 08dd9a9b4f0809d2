import { everyRow } from './every-row.ts'

/** Arrays have one entry a row; `rows` picks those used. */
export interface TreatedEffectInput {
  /** 1 where the row met what is judged, 0 where it stood at the same place and did not. */
  readonly treated: Uint8Array
  readonly outcome: Uint8Array | Float64Array
  /**
   * What one unit of outcome is worth for that row, 0 or more; all ones for the effect itself. With the chance not to be
   * treated the weights of both sides are those of overlap (Li, Morgan and Zaslavsky 2018): of all weighings the one that
   * errs least where the effect is alike for all.
   */
  readonly value: Float64Array
  /** m0(x): the outcome expected of the row untreated. */
  readonly expected: Float64Array
  /** e(x): the row's chance to be treated, 0 to 1. */
  readonly propensity: Float64Array
  /** The index of the row's person, 0 or more. */
  readonly cluster: Int32Array
  /** m1(x): the outcome expected of the row treated. Without it one effect per worth is taken for all treated. */
  readonly expectedTreated?: Float64Array
  /**
   * How much the effect may differ, in log-odds, between rows whose worth is one standard deviation apart: of outcomes of 0
   * and 1, where `expectedTreated` is known. Infinity unless said: each row's luck then counts with the row's own worth.
   * Where it is said the error has one row's worth besides, as Agresti and Coull have it: that none of a few went on does
   * not say that none ever would.
   */
  readonly spread?: number
  /** Indices of the rows used; all unless said. */
  readonly rows?: Int32Array
}

/** Total over the treated of value × (outcome they would have had − outcome they had). Positive is a loss. */
export interface TotalEffect {
  readonly total: number
  /** Of the total, clustered by person. Infinity where nothing can be said: one treated person, or the weight of one control. */
  readonly standardError: number
  readonly treated: number
  readonly controls: number
  /** How many controls of equal weight would tell as much (Kish 1965). */
  readonly effectiveControls: number
}

/** The odds of a row that is all but certain to be treated stay finite. The overlap is the caller's to check. */
const SUREST = 1 - 1e-6

/**
 * What the treated lost by the treatment: the expected loss, given the rows that met it. Doubly robust (augmented inverse
 * probability weighting for the treated; Mercatanti and Li 2014, Moodie, Saarela and Stephens 2018):
 *
 *     Σ_T v·(m0 − Y) + Σ_C w·v·(Y − m0),   w ∝ e/(1 − e) and Σ_C w = number treated
 *
 * so it is right where m0 or e is. The target is Σ_T v·(μ0(x) − μ1(x)) for the treated as they are: that losses differ
 * between them is part of it and no error, whereas the chance in what each of them did is one, for another throw of the
 * same dice is as good. So a treated row adds v·(Y − m1) to the error, a control w·(v·(Y − m0) − its weighted mean), both
 * summed by person, then squared. Without m1 the treated are held against one effect per worth, common to all, which can
 * only widen the interval. That m0 and e were estimated adds nothing of first order where both are right.
 *
 * Where the effect differs little with what a row is worth (`spread`), the luck of a dear row says as much of the others
 * as of itself. It then counts with a worth between its own and the mean, as near to the mean as few rows tell, and the
 * error has what that may hide: an empirical slope of the effect over worth, drawn towards none.
 *
 * The error believes m1: one of few coefficients is wanted, for one that follows its own treated rows closely makes the
 * error too small. An intercept alone on the log-odds of m0 (as `offset`) does well.
 *
 * @throws RangeError where a value is out of its range, naming the row
 * @example lossOfTheTreated(input) // { total: 1840.2, standardError: 212.6, treated: 812, controls: 9120, effectiveControls: 5210 }
 */
export function lossOfTheTreated(input: TreatedEffectInput): TotalEffect {
  const rows = input.rows ?? everyRow(input.treated.length)
  const shared = sharedWorth(input, rows)
  const sums = sumsOf(input, rows, shared)
  const { treated, controls, odds, squaredOdds } = sums
  const residual = odds > 0 ? sums.oddsOfResiduals / odds : 0
  const effect = sums.treatedWorth > 0 ? sums.treatedLoss / sums.treatedWorth : 0
  return {
    total: sums.treatedLoss + treated * residual,
    standardError: treated > 0 ? clusteredError(input, rows, shared, { treated, odds, effect, residual }) : 0,
    treated,
    controls,
    effectiveControls: squaredOdds > 0 ? odds ** 2 / squaredOdds : 0,
  }
}

interface Sums {
  treated: number
  controls: number
  odds: number
  squaredOdds: number
  treatedLoss: number
  treatedWorth: number
  oddsOfResiduals: number
}

/** With what worth the luck of the treated counts: `mean` + `own` × (their worth − `mean`). */
interface SharedWorth {
  readonly mean: number
  readonly own: number
  /** Variance of the total, of what the effect may differ by between the dear and the cheap, and of one row more. */
  readonly hidden: number
}

function sharedWorth(input: TreatedEffectInput, rows: Int32Array): SharedWorth {
  const { treated, value, expectedTreated, spread = Number.POSITIVE_INFINITY } = input
  let [information, sum, squares, met, worths] = [0, 0, 0, 0, 0]
  for (let i = 0; expectedTreated && spread < Number.POSITIVE_INFINITY && i < rows.length; i++) {
    const row = rows[i] ?? -1
    if (!treated[row]) continue
    const chance = expectedTreated[row] ?? 0
    const variance = Math.max(0, chance * (1 - chance))
    const worth = value[row] ?? 0
    met++
    worths += worth
    information += variance
    sum += variance * worth
    squares += variance * worth * worth
  }
  const oneMore = met > 0 ? (worths / met) ** 2 : 0
  if (information <= 0) return { mean: 0, own: 1, hidden: oneMore }
  const mean = sum / information
  const own = information / (information + 1 / spread ** 2)
  const between = Math.max(0, squares - information * mean * mean)
  return { mean, own, hidden: oneMore + (1 - own) ** 2 * between * information * spread ** 2 }
}

function sumsOf(input: TreatedEffectInput, rows: Int32Array, shared: SharedWorth): Sums {
  const { treated, outcome, value, expected, expectedTreated } = input
  const sums: Sums = {
    treated: 0,
    controls: 0,
    odds: 0,
    squaredOdds: 0,
    treatedLoss: 0,
    treatedWorth: 0,
    oddsOfResiduals: 0,
  }
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? -1
    check(input, row)
    const worth = value[row] ?? 0
    const loss = worth * ((expected[row] ?? 0) - (outcome[row] ?? 0))
    if (treated[row]) {
      sums.treated++
      sums.treatedLoss += loss
      if (shared.own < 1)
        sums.treatedLoss +=
          (1 - shared.own) * (worth - shared.mean) * ((outcome[row] ?? 0) - (expectedTreated?.[row] ?? 0))
      sums.treatedWorth += worth
    } else {
      const odds = oddsOf(input, row)
      sums.controls++
      sums.odds += odds
      sums.squaredOdds += odds ** 2
      sums.oddsOfResiduals -= odds * loss
    }
  }
  return sums
}

function clusteredError(
  input: TreatedEffectInput,
  rows: Int32Array,
  { mean, own, hidden }: SharedWorth,
  of: { treated: number; odds: number; effect: number; residual: number },
): number {
  const { treated, outcome, value, expected, expectedTreated, cluster } = input
  let persons = 0
  for (let i = 0; i < rows.length; i++) persons = Math.max(persons, (cluster[rows[i] ?? 0] ?? 0) + 1)
  const ofTreated = new Float64Array(persons)
  const ofControls = new Float64Array(persons)
  const treatedRows = new Float64Array(persons)
  const controlOdds = new Float64Array(persons)
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? 0
    const person = cluster[row] ?? 0
    const worth = value[row] ?? 0
    const had = outcome[row] ?? 0
    if (treated[row]) {
      const hoped = expectedTreated?.[row] ?? (expected[row] ?? 0) - of.effect
      ofTreated[person] = (ofTreated[person] ?? 0) + (mean + own * (worth - mean)) * (hoped - had)
      treatedRows[person] = (treatedRows[person] ?? 0) + 1
    } else {
      const odds = oddsOf(input, row)
      const unexpected = worth * (had - (expected[row] ?? 0)) - of.residual
      ofControls[person] = (ofControls[person] ?? 0) + odds * unexpected
      controlOdds[person] = (controlOdds[person] ?? 0) + odds
    }
  }
  const few = lostDegree(treatedRows)
  const fewControls = lostDegree(controlOdds)
  if (!(few < Number.POSITIVE_INFINITY && fewControls < Number.POSITIVE_INFINITY)) {
    return Number.POSITIVE_INFINITY
  }
  let squares = 0
  for (let person = 0; person < persons; person++) {
    const part = few * (ofTreated[person] ?? 0)
    squares += (part + ((fewControls * of.treated) / of.odds) * (ofControls[person] ?? 0)) ** 2
  }
  return Math.sqrt(squares + hidden)
}

/** √(n / (n − 1)) of the persons' effective number, since a mean was taken out of their residuals: 1 for many. */
function lostDegree(weights: Float64Array): number {
  let sum = 0
  let squares = 0
  for (let person = 0; person < weights.length; person++) {
    sum += weights[person] ?? 0
    squares += (weights[person] ?? 0) ** 2
  }
  const persons = squares > 0 ? sum ** 2 / squares : 0
  return persons > 1 + 1e-9 ? Math.sqrt(persons / (persons - 1)) : Number.POSITIVE_INFINITY
}

function oddsOf({ propensity }: TreatedEffectInput, row: number): number {
  const chance = Math.min(propensity[row] ?? 0, SUREST)
  return chance / (1 - chance)
}

function check(input: TreatedEffectInput, row: number): void {
  const value = input.value[row] ?? Number.NaN
  const propensity = input.propensity[row] ?? Number.NaN
  const sum = (input.outcome[row] ?? Number.NaN) + (input.expected[row] ?? Number.NaN)
  const expectedTreated = input.expectedTreated ? input.expectedTreated[row] : 0
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) throw new RangeError(`Row ${row} is worth ${value}.`)
  if (!(propensity >= 0 && propensity <= 1))
    throw new RangeError(`Row ${row} has the propensity ${propensity}.`)
  if (!Number.isFinite(sum + (expectedTreated ?? Number.NaN))) {
    throw new RangeError(`Row ${row} has an outcome or an expected one that is not finite.`)
  }
  if (!((input.cluster[row] ?? -1) >= 0)) throw new RangeError(`Row ${row} belongs to no person.`)
}
