import { beforeAll, describe, expect, test } from 'vitest'
import { HOUR } from '../calendar.ts'
import { judgeFrictions } from '../judge-shop-frictions.ts'
import { judgeShopModel } from '../judge-shop-model.ts'
import { seedKey } from '../random.ts'
import type { SegmentMessage } from '../segment-message.ts'
import { type SimulationOptions, simulate } from '../simulate.ts'
import type { VisitRecord } from '../world.ts'
import { FrictionLedger, type FrictionTruth } from './friction-ledger.ts'
import { pilotOf } from './harm-calibration.ts'
import type { PlantedFriction } from './planted-friction.ts'

const calm = { rate: 0, onMobile: 1, onSlowDevice: 1, byIntent: 1 }
const period = { from: Date.UTC(2026, 3, 1), until: Date.UTC(2026, 4, 1) }
/** Nobody comes twice, so that an order changes no later visit; and nothing shows of itself. */
const model = {
  ...judgeShopModel,
  comeBack: { ...judgeShopModel.comeBack, afterOrder: 0, afterBrowsing: 0, afterBounce: 0 },
  signals: {
    ...judgeShopModel.signals,
    rage_clicked: calm,
    dead_clicked: calm,
    request_failed: calm,
  },
}
const shop = {
  seed: 'ledger',
  from: new Date(period.from),
  to: new Date(period.until),
  people: 8_000,
  model,
} satisfies SimulationOptions

let frictions: readonly PlantedFriction[] = []
let messages: SegmentMessage[] = []
let truth: readonly FrictionTruth[] = []
const visits = new Map<string, VisitRecord>()

beforeAll(() => {
  frictions = judgeFrictions(seedKey('ledger'), period, pilotOf({ ...shop, people: 2000 }, model))
  const ledger = new FrictionLedger(frictions, model, period.from)
  const onVisit = (visit: VisitRecord) => {
    ledger.record(visit)
    visits.set(visit.sessionId, visit)
  }
  messages = [...simulate({ ...shop, frictions, onVisit })]
  truth = ledger.truth()
})

const nameOf = [
  'dead button',
  'payment outage',
  'coupon that fails',
  'slow image',
  'phone field',
  'silent regression',
]

/** What each visit brought, in the major unit. */
function takings(planted: readonly PlantedFriction[]): ReadonlyMap<string, number> {
  const taken = new Map<string, number>()
  const onVisit = ({ sessionId, orderId, basketRevenue }: VisitRecord) => {
    taken.set(sessionId, orderId === undefined ? 0 : basketRevenue / 100)
  }
  for (const _ of simulate({ ...shop, frictions: planted, onVisit }));
  return taken
}

describe.each(nameOf)('the true cost of the %s', (name) => {
  const own = () => {
    const one = truth.find((candidate) => candidate.name === name)
    if (!one) throw new Error(`Nothing is known of the ${name}.`)
    return one
  }

  test('is what the shop takes more without it, within its standard error', () => {
    const withAll = takings(frictions)
    const fixed = takings(frictions.filter((friction) => friction.name !== name))
    let [gained, squares] = [0, 0]
    for (const [session, revenue] of fixed) {
      const more = revenue - (withAll.get(session) ?? 0)
      gained += more
      squares += more * more
      if (more !== 0) expect(own().sessions.has(session)).toBe(true)
    }
    expect(gained).toBeGreaterThan(0)
    expect(Math.abs(gained - own().money) / Math.sqrt(squares)).toBeLessThan(3.5)
  })

  test('counts the sessions that met it: of its group, in its time, at its place', () => {
    const { sessions, from, until, signal, element } = own()
    for (const session of sessions) {
      const visit = visits.get(session)
      expect(visit?.situation.startedAt).toBeGreaterThanOrEqual(from.getTime())
      expect(visit?.situation.startedAt).toBeLessThan(until.getTime())
    }
    if (signal === 'step_dropped') return
    const event = eventOf[signal]
    const sent = messages.flatMap((message) => {
      if (message.type !== 'track' || message.event !== event) return []
      const { session_id: session, element: place, attribution, path } = message.properties
      const isOurs =
        signal === 'slow_lcp'
          ? attribution === 'img.product' && String(path).startsWith('/p/')
          : place === element
      return isOurs ? [String(session)] : []
    })
    // Of visits that the end of the period cuts, the last messages never arrive.
    const whole = [...sessions].filter((session) => {
      return (visits.get(session)?.situation.startedAt ?? 0) < period.until - 6 * HOUR
    })
    const known = new Set(sent)
    expect(whole.filter((session) => !known.has(session))).toEqual([])
    expect([...known].filter((session) => !sessions.has(session))).toEqual([])
  })
})

const eventOf: Readonly<Record<string, string>> = {
  dead_clicked: 'Dead Clicked',
  request_failed: 'Request Failed',
  coupon_denied: 'Coupon Denied',
  slow_lcp: 'Web Vital Measured',
  error_shown: 'Error Shown',
}
