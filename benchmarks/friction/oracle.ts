import type { FrictionTruth } from '@throughline/simulator/frictions/friction-ledger'
import type { Told } from './judge-method.ts'
import { cameTo } from './named-sessions.ts'
import type { ShopRecord } from './shop-record.ts'

/**
 * The best that anybody could say who sees only what happened: it is told who was hit, how many of them would have gone
 * on without it and what that is worth, and counts how many did. What it gets wrong is chance.
 */
export function oracle(shop: ShopRecord, steps: readonly string[], truth: readonly FrictionTruth[]): Told[] {
  return truth.flatMap(({ name, step, sessions, pass, money }) => {
    const next = steps[steps.indexOf(step) + 1] ?? ''
    const hit = [...sessions].flatMap((id) => shop.sessions.get(id) ?? [])
    if (hit.length === 0) return []
    const wentOn = hit.filter((session) => cameTo(session, next, steps)).length / hit.length
    const estimate = (money * (pass.fixed - wentOn)) / (pass.fixed - pass.harmed)
    return [{ what: name, sessions, money: { estimate, low: estimate, high: estimate } }]
  })
}
