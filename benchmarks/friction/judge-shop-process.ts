import { judgeShop } from '@throughline/simulator/judge-shop'
import type { AnalysisResult } from '../../apps/server/src/features/understand/friction/analysis/analysis-result.ts'
import { findFriction } from '../../apps/server/src/features/understand/friction/find-friction.ts'
import { readSessions } from '../../apps/server/src/features/understand/friction/queries/read-sessions.ts'
import { answerQuestions } from '../child-questions.ts'
import { openShopStore, type ShopStore } from './collect-shop.ts'
import { type Judgement, judgeMethod, type Told } from './judge-method.ts'
import { namedSessions } from './named-sessions.ts'
import { oracle } from './oracle.ts'
import { rawGaps, rawGapsAtStep } from './raw-gaps.ts'
import type { ShopRecord } from './shop-record.ts'

export interface ShopOrder {
  readonly seed: string
  readonly sessions: number
  readonly planted: boolean
}

export interface JudgedShop extends ShopOrder {
  /** Of {@link findFriction}. */
  readonly seconds: number
  readonly product: Judgement
  readonly rawGap: Judgement
  readonly rawGapAtStep: Judgement
  /** Who knows what those who were hit would have done without it. */
  readonly oracle: Judgement
}

/** The embedded engine serves one folder a process, so all shops of a process share a store. */
let opened: Promise<ShopStore> | undefined

answerQuestions(judge, async () => (await opened)?.close())

async function judge(order: ShopOrder): Promise<JudgedShop> {
  opened ??= openShopStore()
  const store = await opened
  const shop = judgeShop(order)
  const record = await store.collect(shop, `shop ${order.seed}`)
  const began = performance.now()
  const find = findFriction((...asked) => readSessions(store.analytics, ...asked))
  const result = await find(
    {
      projectId: `shop ${order.seed}`,
      from: shop.from.toISOString(),
      to: shop.to.toISOString(),
      timezone: 'UTC',
      currency: shop.currency,
      rates: {},
    },
    new AbortController().signal,
  )
  const seconds = (performance.now() - began) / 1000
  const truth = shop.truth()
  const { orders, revenue } = shop.figures()
  const steps = result.steps.map(({ name }) => name)
  return {
    ...order,
    seconds,
    product: judgeMethod(truth, toldBy(result, record)),
    rawGap: judgeMethod(truth, rawGaps(record, revenue / orders)),
    rawGapAtStep: judgeMethod(truth, rawGapsAtStep(record, steps, revenue / orders)),
    oracle: judgeMethod(truth, oracle(record, steps, truth)),
  }
}

function toldBy({ findings, steps }: AnalysisResult, record: ShopRecord): Told[] {
  const names = steps.map(({ name }) => name)
  return findings.map((finding) => {
    const { title, moneyAtRisk, when, where } = finding
    const { estimate, low, high } = moneyAtRisk
    if (![estimate, low, high].every(Number.isFinite) || low > estimate || estimate > high)
      throw new Error(`“${title}” costs ${estimate}, between ${low} and ${high}.`)
    if (!names.includes(where.step)) throw new Error(`“${title}” is at ${where.step}, which is no step.`)
    return {
      what: title,
      sessions: namedSessions(record, names, finding),
      money: { estimate, low, high },
      began: when.beganInPeriod ? Date.parse(when.from) : undefined,
    }
  })
}
