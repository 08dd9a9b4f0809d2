import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { startAnswerer } from '../child-questions.ts'
import type { SimulationAnswer, SimulationOrder } from './simulations.ts'

const program = join(import.meta.dirname, 'simulation-process.ts')
/** Parts a simulation is cut into, whatever the machine, so that the same seed always gives the same figures. */
const PARTS = 8

/**
 * Runs simulations on all processors, each cut into parts with seeds of their own.
 *
 * @param orders whose seeds differ
 * @returns the answers, in the order of the orders
 */
export async function runSimulations(
  orders: readonly SimulationOrder[],
  onDone: (done: number) => void = () => {},
): Promise<SimulationAnswer[]> {
  const parts = orders.flatMap((order, index) =>
    Array.from({ length: PARTS }, (_, part) => ({
      index,
      order: { ...order, seed: order.seed * PARTS + part, runs: Math.ceil(order.runs / PARTS) },
    })),
  )
  const answers = orders.map(() => [] as SimulationAnswer[])
  let done = 0
  const left = parts.map((part, at) => ({ ...part, at }))
  const byPart = new Map<number, { index: number; answer: SimulationAnswer }>()
  const work = async (): Promise<void> => {
    const simulator = startAnswerer<SimulationOrder, SimulationAnswer>(program)
    try {
      for (let next = left.shift(); next; next = left.shift()) {
        byPart.set(next.at, { index: next.index, answer: await simulator.ask(next.order) })
        onDone(++done / parts.length)
      }
    } finally {
      await simulator.close()
    }
  }
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), parts.length) }, work))
  for (let at = 0; at < parts.length; at++) {
    const part = byPart.get(at)
    if (part) answers[part.index]?.push(part.answer)
  }
  return answers.map(joined)
}

function joined(parts: readonly SimulationAnswer[]): SimulationAnswer {
  const counts: Record<string, number> = {}
  for (const part of parts)
    for (const [name, count] of Object.entries(part.counts)) counts[name] = (counts[name] ?? 0) + count
  return { counts, values: parts.flatMap(({ values }) => values) }
}
