import type { Design, Factor, LinearModel } from '@throughline/statistics/design'
import { logisticRegression } from '@throughline/statistics/logistic-regression'
import { type Exposure, exposureOf } from './concentration.ts'
import { designAt } from './covariates.ts'
import { evenly } from './evenly.ts'
import type { Split } from './groups.ts'
import { type PassValue, passValue } from './order-value.ts'
import type { PeriodDays } from './period-days.ts'
import { NEVER, type SessionTable } from './session-table.ts'

/** Of models of the pass. */
export const PASS_RIDGE = 2
const ENOUGH_FOR_MODEL = 12_000

/** All that judging a place at one step needs, made once. */
export interface StepContext {
  readonly step: number
  /** Sessions that came to the step, ascending. */
  readonly rows: Int32Array
  readonly design: Design
  /** Whether a session came to the next step. */
  readonly passed: Uint8Array
  /** What the pass looks like among all of them: where each place's own model of it begins. */
  readonly passModel: LinearModel
  readonly value: PassValue
  readonly exposure: Exposure
}

/** What all steps share. */
export interface AnalysisContext {
  readonly sessions: SessionTable
  readonly factors: readonly Factor[]
  readonly splits: readonly Split[]
  readonly days: PeriodDays
  /** Index of the currency that findings are ranked by. */
  readonly main: number
}

/** Undefined where too few went on from the step to an order to say what a pass is worth. */
export function stepContext(analysis: AnalysisContext, step: number): StepContext | undefined {
  const { sessions, factors, splits, days } = analysis
  const here = sessions.reachedAt[step]
  const next = sessions.reachedAt[step + 1]
  if (!here || !next) return undefined
  const rows = Int32Array.from(here.keys()).filter((row) => here[row] !== NEVER)
  const design = designAt(sessions, factors, step, rows)
  const value = passValue(sessions, design, step, rows)
  if (!value) return undefined
  const passed = Uint8Array.from(next, (at) => (at === NEVER ? 0 : 1))
  const learnt = evenly(rows, ENOUGH_FOR_MODEL)
  const passModel = logisticRegression(design, passed, { ridge: PASS_RIDGE, rows: learnt })
  return { step, rows, design, passed, passModel, value, exposure: exposureOf(splits, days, rows) }
}
