import { differenceOfShares } from '@throughline/statistics/difference-of-shares'
import type { Told } from './judge-method.ts'
import { cameTo } from './named-sessions.ts'
import type { SessionRecord, ShopRecord } from './shop-record.ts'

const LEAST_SESSIONS = 20

/**
 * What others show: for each signal, how much less often those order who met it anywhere than those who did not, times
 * the money of an order. Told where the interval says that it is a loss.
 *
 * @param orderMoney money of an order, on average
 */
export function rawGaps(shop: ShopRecord, orderMoney: number): Told[] {
  const all = [...shop.sessions.values()]
  const met = groupSessions(all, ({ signals }) => signals.map(({ name }) => name))
  return [...met].flatMap(([what, affected]) =>
    toldGap({ what, affected, among: all, wentOn: ({ ordered }) => ordered, worth: orderMoney }),
  )
}

/**
 * The same among sessions at the same step: each signal at each page and element, those who met it against the others
 * who stood there, by how many go on to the next step, times what those who go on are worth. Over all places, each at
 * its narrowest.
 */
export function rawGapsAtStep(shop: ShopRecord, steps: readonly string[], orderMoney: number): Told[] {
  const all = [...shop.sessions.values()]
  return steps.slice(0, -1).flatMap((step, index) => {
    const next = steps[index + 1] ?? ''
    const among = all.filter((session) => cameTo(session, step, steps))
    const further = among.filter((session) => cameTo(session, next, steps))
    const ordered = further.filter((session) => session.ordered).length
    const worth = further.length === 0 ? 0 : (orderMoney * ordered) / further.length
    const met = groupSessions(among, (session) =>
      session.signals
        .filter(({ at }) => standsAt(session, at, steps) === index)
        .map(({ name, path, element }) => `${name} ${path.replace(/^\/([pc])\/[^/]+/, '/$1/*')} ${element}`),
    )
    return [...met].flatMap(([place, affected]) =>
      toldGap({
        what: `${step}: ${place}`,
        affected,
        among,
        wentOn: (session) => cameTo(session, next, steps),
        worth,
      }),
    )
  })
}

interface Gap {
  readonly what: string
  readonly affected: ReadonlySet<SessionRecord>
  readonly among: readonly SessionRecord[]
  readonly wentOn: (session: SessionRecord) => boolean
  /** Money of one that goes on. */
  readonly worth: number
}

function toldGap({ what, affected, among, wentOn, worth }: Gap): Told[] {
  const others = among.filter((session) => !affected.has(session))
  if (affected.size < LEAST_SESSIONS || others.length < LEAST_SESSIONS) return []
  const shareOf = (sessions: readonly SessionRecord[]) => ({
    successes: sessions.filter(wentOn).length,
    trials: sessions.length,
  })
  const gap = differenceOfShares(shareOf(others), shareOf([...affected]))
  if (!gap || gap.low <= 0) return []
  const money = (points: number) => points * affected.size * worth
  return [
    {
      what,
      sessions: new Set([...affected].map(({ id }) => id)),
      money: { estimate: money(gap.estimate), low: money(gap.low), high: money(gap.high) },
    },
  ]
}

function groupSessions(
  sessions: readonly SessionRecord[],
  keysOf: (session: SessionRecord) => readonly string[],
): ReadonlyMap<string, ReadonlySet<SessionRecord>> {
  const groups = new Map<string, Set<SessionRecord>>()
  for (const session of sessions)
    for (const key of keysOf(session)) {
      const group = groups.get(key)
      if (group) group.add(session)
      else groups.set(key, new Set([session]))
    }
  return groups
}

/** The furthest step that a session had come to by a moment. */
function standsAt({ steps: taken }: SessionRecord, at: number, steps: readonly string[]): number {
  return Math.max(
    0,
    steps.findLastIndex((step) => (taken.get(step) ?? Number.POSITIVE_INFINITY) <= at),
  )
}
