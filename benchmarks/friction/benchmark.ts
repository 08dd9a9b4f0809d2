import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { Figure, Measurement, Task } from '../benchmark.ts'
import { startAnswerer } from '../child-questions.ts'
import { median, quantile } from '../quantile.ts'
import type { Judgement } from './judge-method.ts'
import type { JudgedShop, ShopOrder } from './judge-shop-process.ts'
import { scoresOf } from './scores.ts'

const SHOPS = 40
const SESSIONS = 20_000
const SMOKE_SESSIONS = 2_000
/** A process is let go after so many, and its store with it. */
const SHOPS_A_PROCESS = 5

const judging = join(import.meta.dirname, 'judge-shop-process.ts')

/**
 * How right the findings are: shops whose frictions have a known cost, and as many without any, are collected as in the
 * product, looked at, and judged. `THROUGHLINE_BENCH_SHOPS` says how many of each, `THROUGHLINE_BENCH_SEED` which.
 */
export async function friction({ smoke, say }: Task): Promise<Measurement[]> {
  const shops = smoke ? 1 : Number(process.env.THROUGHLINE_BENCH_SHOPS ?? SHOPS)
  const seed = process.env.THROUGHLINE_BENCH_SEED ?? 'bench'
  const sessions = smoke ? SMOKE_SESSIONS : SESSIONS
  const orders = Array.from({ length: 2 * shops }, (_, index): ShopOrder => {
    const planted = index % 2 === 0
    return { seed: `${seed} ${planted ? 'planted' : 'calm'} ${index >> 1}`, planted, sessions }
  })
  const judged = await judgeAll(orders, (shop) => say(lineOf(shop)))
  const measured = measurementsOf(judged)
  const seconds = judged.map((shop) => shop.seconds)
  const figures = [
    oracleRank(judged),
    { name: 'a shop, median', value: median(seconds), unit: 's' },
    { name: 'a shop, longest', value: quantile(seconds, 1), unit: 's' },
  ]
  return measured.map((one, index) => (index === 0 ? { ...one, figures: [...one.figures, ...figures] } : one))
}

/** What chance alone leaves of the rank correlation. */
function oracleRank(judged: readonly JudgedShop[]): Figure {
  const ranks = judged.flatMap(({ oracle: { rank } }) => (rank === undefined ? [] : [rank]))
  const value = ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length
  return { name: 'the same of who is told all but what chance did', value, unit: '' }
}

async function judgeAll(
  orders: readonly ShopOrder[],
  onShop: (shop: JudgedShop) => void,
): Promise<JudgedShop[]> {
  const left = [...orders]
  const judged: JudgedShop[] = []
  const work = async () => {
    while (left.length > 0) {
      const judge = startAnswerer<ShopOrder, JudgedShop>(judging)
      try {
        for (const order of left.splice(0, SHOPS_A_PROCESS)) {
          const shop = await judge.ask(order)
          judged.push(shop)
          onShop(shop)
        }
      } finally {
        await judge.close()
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), orders.length) }, work))
  return judged
}

function measurementsOf(judged: readonly JudgedShop[]): Measurement[] {
  const of = (method: (shop: JudgedShop) => Judgement, planted: boolean) =>
    judged.filter((shop) => shop.planted === planted).map(method)
  const scores = (
    name: string,
    about: string,
    method: (shop: JudgedShop) => Judgement,
    isBound = false,
  ): Measurement =>
    scoresOf({ name, about, planted: of(method, true), unplanted: of(method, false), isBound })
  const count = `${judged.filter(({ planted }) => planted).length} shops with friction and as many without`
  return [
    scores('friction', `the product’s findings against the truth, ${count}`, (shop) => shop.product, true),
    scores(
      'friction-raw-gap',
      'the same by the raw gap: orders of those with a signal against those without, times an order’s money',
      (shop) => shop.rawGap,
    ),
    scores(
      'friction-raw-gap-at-step',
      'the same by the raw gap at the same step, over every signal at every page and element',
      (shop) => shop.rawGapAtStep,
    ),
  ]
}

function lineOf({ seed, seconds, product }: JudgedShop): string {
  const missed = product.frictions.filter(({ found }) => !found)
  const off = product.frictions.filter(
    ({ money, found }) => found && !(found.money.low <= money && money <= found.money.high),
  )
  const told = (frictions: Judgement['frictions']) =>
    frictions
      .map(
        ({ name, share, found, money }) =>
          `${name} (${(100 * share).toFixed(1)} %${found ? `, ${money.toFixed(0)} told as ${found.money.estimate.toFixed(0)}` : ''})`,
      )
      .join(', ')
  return [
    `${seed}: ${seconds.toFixed(1)} s, ${product.told} told`,
    ...(missed.length > 0 ? [`missed ${told(missed)}`] : []),
    ...(off.length > 0 ? [`outside the interval ${told(off)}`] : []),
    ...(product.wrong.length > 0 ? [`wrong: ${product.wrong.join(', ')}`] : []),
  ].join('; ')
}
