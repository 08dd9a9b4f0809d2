import type { TotalEffect } from '@throughline/statistics/effect-on-the-treated'
import type { AnalysisContext, StepContext } from './step-context.ts'

/** What a drop costs, and the sessions it is made of. */
export interface TotalEffectOfDrop {
  readonly met: Int32Array
  readonly passes: TotalEffect
  readonly orders: TotalEffect
  readonly money: TotalEffect
  readonly elsewhere: ReadonlyMap<number, TotalEffect>
  /** Of those in it: chance to go on without the drop, and with it. */
  readonly expected: Float64Array
  readonly expectedTreated: Float64Array
  readonly comparable: number
}

/**
 * The expected is what the model says, moved by how the group differs on its other days and everyone else on these. The
 * error has three parts: the luck of those inside, by person; how well the two differences are known; and what a pass is
 * worth.
 */
export function judgeDrop(
  { sessions, main }: AnalysisContext,
  { rows, passed, value }: StepContext,
  inside: Int32Array,
  open: Int32Array,
  model: Float64Array,
  { usual, usualVariance }: { readonly usual: number; readonly usualVariance: number },
): TotalEffectOfDrop {
  const expected = new Float64Array(sessions.count)
  for (const row of inside) {
    const chance = Math.min(1 - 1e-6, Math.max(1e-6, model[row] ?? 0))
    expected[row] = 1 / (1 + Math.exp(-(Math.log(chance / (1 - chance)) + usual)))
  }
  const share =
    mean(inside, (row) => passed[row] ?? 0) /
    Math.max(
      1e-9,
      mean(inside, (row) => expected[row] ?? 0),
    )
  const loss = (worth: (row: number) => number, relativeError: number): TotalEffect => {
    const byPerson = new Map<number, number>()
    let total = 0
    let slope = 0
    for (const row of inside) {
      const chance = expected[row] ?? 0
      const lost = worth(row) * (chance - (passed[row] ?? 0))
      total += lost
      slope += worth(row) * chance * (1 - chance)
      const person = sessions.person[row] ?? 0
      byPerson.set(person, (byPerson.get(person) ?? 0) + worth(row) * (share * chance - (passed[row] ?? 0)))
    }
    const luck = byPerson.values().reduce((sum, part) => sum + part * part, 0)
    const standardError = Math.sqrt(luck + slope ** 2 * usualVariance + (total * relativeError) ** 2)
    const controls = open.length - inside.length
    return { total, standardError, treated: inside.length, controls, effectiveControls: controls }
  }
  const moneyIn = (currency: number) => loss(value.worthIn(currency), value.relativeError)
  const others = sessions.currencies.keys().filter((currency) => currency !== main)
  return {
    met: inside,
    passes: loss(() => 1, 0),
    orders: loss((row) => value.orderChance[row] ?? 0, value.relativeError),
    money: moneyIn(main),
    elsewhere: new Map(others.map((currency) => [currency, moneyIn(currency)])),
    expected: Float64Array.from(inside, (row) => expected[row] ?? 0),
    expectedTreated: Float64Array.from(inside, (row) => share * (expected[row] ?? 0)),
    comparable: rows.length - inside.length,
  }
}

const mean = (rows: Int32Array, of: (row: number) => number): number =>
  rows.reduce((sum, row) => sum + of(row), 0) / Math.max(1, rows.length)
