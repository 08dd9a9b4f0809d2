import type { Withheld } from '@throughline/contract/friction'
import type { AnalysisResult } from './analysis-result.ts'
import { FrictionSearch, figuresOf } from './friction-search.ts'
import { StepsJudge } from './judge-steps.ts'
import type { AnalysisPeriod } from './period-days.ts'
import type { FrictionData, SessionTable } from './session-table.ts'

/**
 * Finds what keeps people from going on, and sizes it. Pure: the same sessions give the same findings.
 *
 * @example analyseFriction(data, { from, to, midnights: [from, …, to] }).findings[0]?.moneyAtRisk.estimate // 18400.2
 */
export function analyseFriction(data: FrictionData, period: AnalysisPeriod): AnalysisResult {
  const nothing = nothingToSay(data)
  if (nothing) return nothing
  const search = new FrictionSearch(data, period)
  const judge = new StepsJudge(search.question)
  judge.places()
  const certainties = search.certainties(judge.signals([]))
  return search.result(judge.findings(search.told(judge.losses(certainties))))
}

/** The answer where there is too little to look at. */
export function nothingToSay({ sessions }: FrictionData): AnalysisResult | undefined {
  const withheld = tooLittle(sessions)
  return withheld && { ...figuresOf(sessions, 0), findings: [], tried: 0, withheld: [withheld] }
}

function tooLittle(sessions: SessionTable): Withheld | undefined {
  if (sessions.count === 0) return { reason: 'no_sessions', count: 0, examples: [] }
  const orders = sessions.orders.reduce((sum, orders) => sum + orders, 0)
  if (orders === 0) return { reason: 'no_orders', count: sessions.count, examples: [] }
  if (orders < LEAST_ORDERS) return { reason: 'too_few_orders', count: orders, examples: [] }
  return undefined
}

const LEAST_ORDERS = 20
