import { seededUniform } from './seeded-uniform.ts'
import { DAY_MS, PERIOD_START, type Visit } from './session-test-data.ts'

/** A harm planted in a made shop: who meets it, and what it does to the chance to go on. */
export interface Planted {
  readonly signal: string
  /** The step at which it is met. */
  readonly step: 1 | 2
  readonly element: string
  /** Chance that a session of the shop meets it there. */
  readonly meets: (visitor: Visitor) => number
  /** Part of those who would have gone on that it keeps from it. */
  readonly keeps: number
  /** A second signal of the same friction, and the part of those who meet it that send it. */
  readonly echo?: readonly [signal: string, share: number]
}

export interface Visitor {
  readonly phone: boolean
  readonly safari: boolean
  readonly keen: boolean
  readonly price: number
  readonly day: number
  readonly person: number
}

/** What the shop would have taken more without each of them, in expectation, given the sessions that met it. */
export interface MadeShop {
  readonly visits: readonly Visit[]
  readonly lost: readonly number[]
}

export const SHOP_DAYS = 14
const PAGE = ['/', '/product', '/checkout', '/thanks']

/**
 * A shop of visitors who differ: phones are many, buy less and are at other prices, so that who meets a friction of theirs
 * would have bought less anyway.
 */
export function madeShop(seed: number, sessions: number, planted: readonly Planted[]): MadeShop {
  const uniform = seededUniform(seed)
  const lost = planted.map(() => 0)
  const visits = Array.from({ length: sessions }, (_, index): Visit => {
    const person = Math.floor(index * 0.8)
    const phone = uniform() < 0.5
    const safari = uniform() < (phone ? 0.6 : 0.25)
    const keen = uniform() < (phone ? 0.25 : 0.5)
    const price = Math.round((20 + 100 * uniform() ** 2) * (phone ? 0.8 : 1))
    const start = PERIOD_START + Math.floor(uniform() * SHOP_DAYS * DAY_MS)
    const visitor = { phone, safari, keen, price, day: Math.floor((start - PERIOD_START) / DAY_MS), person }
    // By step: visit, product, checkout; prices put people off.
    const odds = (share: number) =>
      share * (keen ? 1.3 : 0.8) * (phone ? 0.75 : 1.1) * (price > 70 ? 0.85 : 1)
    const chances = [0.95, odds(0.5), odds(0.75)].map((chance) => Math.min(0.97, chance))
    const steps: [number, number, number][] = []
    const signals: [number, string, string, string][] = []
    let at = 1000
    let ordered = true
    for (let step = 0; step < 3; step++) {
      if (step > 0) steps.push([at, step, price])
      let chance = chances[step] ?? 0
      const later = step === 1 ? (chances[2] ?? 0) : 1
      const met = planted.map((one) => one.step === step && uniform() < one.meets(visitor))
      const kept = (but: number) =>
        planted.reduce((all, one, which) => (met[which] && which !== but ? all * (1 - one.keeps) : all), 1)
      for (const [which, one] of planted.entries()) {
        if (!met[which]) continue
        signals.push([at + 500, one.signal, PAGE[step] ?? '', one.element])
        if (one.echo && uniform() < one.echo[1])
          signals.push([at + 700, one.echo[0], PAGE[step] ?? '', one.element])
        lost[which] = (lost[which] ?? 0) + one.keeps * chance * kept(which) * later * price
      }
      chance *= kept(-1)
      // Harmless twins, met where there is nothing wrong, by those who are less keen.
      if (step > 0 && uniform() < (keen ? 0.05 : 0.15))
        signals.push([at + 300, 'rage_clicked', PAGE[step] ?? '', '#photo'])
      at += 20_000 + Math.floor(uniform() * 40_000)
      if (uniform() >= chance) {
        ordered = false
        break
      }
    }
    if (ordered) steps.push([at, 3, Number.NaN])
    return {
      person,
      start,
      attributes: [
        phone ? 'mobile' : 'desktop',
        safari ? 'Safari' : 'Chrome',
        String(10 + Math.floor(uniform() * 3)),
        phone ? 'iOS' : 'Windows',
        '17',
        uniform() < 0.6 ? 'DE' : 'FR',
        keen ? 'email' : 'search',
        'web',
      ],
      steps,
      signals,
      ...(ordered && { orders: [price] }),
    }
  })
  return { visits, lost }
}
