import type { FrictionTruth } from '@throughline/simulator/frictions/friction-ledger'
import { rankCorrelation } from './rank-correlation.ts'

/** A friction as some method tells it. */
export interface Told {
  readonly what: string
  readonly sessions: ReadonlySet<string>
  readonly money: Interval
  /** When it is said to have begun; undefined where nothing is said of that. Milliseconds since 1970. */
  readonly began?: number | undefined
}

interface Interval {
  readonly estimate: number
  readonly low: number
  readonly high: number
}

/** A planted friction, and what a method said of it. */
export interface JudgedFriction {
  readonly name: string
  /** True money, and as a share of what the shop took. */
  readonly money: number
  readonly share: number
  /** When it began, where it did not stand from the start; milliseconds since 1970. */
  readonly began: number | undefined
  readonly found: Omit<Told, 'sessions'> | undefined
}

/** How well a method told one shop's frictions. */
export interface Judgement {
  readonly frictions: readonly JudgedFriction[]
  /** All that it told, and of that what is nothing, or a friction that was told already. */
  readonly told: number
  readonly wrong: readonly string[]
  /** With the true costs; what is missed counts no money. Undefined without frictions. */
  readonly rank: number | undefined
}

/**
 * Sets what was told beside what is true. One is the other where half or more of the sessions truly hit are among those
 * told, and half or more of those told were truly hit.
 *
 * @param truth most money first
 */
export function judgeMethod(truth: readonly FrictionTruth[], told: readonly Told[]): Judgement {
  const used = new Set<Told>()
  const frictions = truth.map((friction): JudgedFriction => {
    const { name, money, share, begins, from } = friction
    const best = told
      .filter((one) => !used.has(one))
      .map((one) => ({ one, both: countShared(one.sessions, friction.sessions) }))
      .filter(
        ({ one, both }) => 2 * both >= friction.sessions.size && 2 * both >= one.sessions.size && both > 0,
      )
      .sort((a, b) => b.both - a.both)[0]?.one
    if (best) used.add(best)
    return {
      name,
      money,
      share,
      began: begins ? from.getTime() : undefined,
      found: best && { what: best.what, money: best.money, began: best.began },
    }
  })
  return {
    frictions,
    told: told.length,
    wrong: told.filter((one) => !used.has(one)).map(({ what }) => what),
    rank:
      frictions.length < 2
        ? undefined
        : rankCorrelation(
            frictions.map(({ money }) => money),
            frictions.map(({ found }) => found?.money.estimate ?? 0),
          ),
  }
}

function countShared(some: ReadonlySet<string>, others: ReadonlySet<string>): number {
  let shared = 0
  for (const one of some) if (others.has(one)) shared++
  return shared
}
