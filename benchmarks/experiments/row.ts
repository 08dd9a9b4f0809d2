import type { Figure } from '../benchmark.ts'
import type { SimulationAnswer, SimulationOrder } from './simulations.ts'

type WithoutSeed<Order> = Order extends unknown ? Omit<Order, 'seed'> : never

/** A simulation and what its answer says. */
export interface Row {
  readonly order: WithoutSeed<SimulationOrder>
  figures(answer: SimulationAnswer): Figure[]
}

/** Rows that belong together in the report. */
export interface RowGroup {
  readonly name: string
  readonly about: string
  readonly rows: readonly Row[]
}

/** A count as per cent of another one. */
export const percentOf = ({ counts }: SimulationAnswer, part: string, whole = 'runs'): number =>
  (100 * (counts[part] ?? 0)) / (counts[whole] ?? 0)
