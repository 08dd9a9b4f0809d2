import { createHmac } from 'node:crypto'

/** Whose request it is and in which visit. */
export interface Visit {
  readonly visitorId: string
  readonly sessionId: string
  /** The first request of the visit. */
  readonly isLanding: boolean
}

interface OpenVisit {
  readonly sessionId: string
  last: number
}

const IDLE_MS = 30 * 60_000
const SWEEP_EVERY = 10_000
/** About 40 MB. More people than this within half an hour lose some visits' beginnings, not their pages. */
const MOST_OPEN = 200_000
const MOST_REMEMBERED = 50_000

/**
 * Puts requests into visits: the same address and agent, with no more than 30 minutes between two requests. The address is
 * hashed with a key that never leaves the data folder, so that nobody can find it by trying all addresses.
 */
export class Visits {
  readonly #key: string
  readonly #open = new Map<string, OpenVisit>()
  readonly #visitors = new Map<string, string>()
  #newest = 0
  #seen = 0

  constructor(key: string) {
    this.#key = key
  }

  /** @param time milliseconds; requests may be a little out of order, as servers log them when they end */
  request(address: string, agent: string, time: number): Visit {
    const visitorId = this.#visitorId(address, agent)
    this.#newest = Math.max(this.#newest, time)
    if (++this.#seen % SWEEP_EVERY === 0) this.#sweep()
    const open = this.#open.get(visitorId)
    if (open && Math.abs(time - open.last) <= IDLE_MS) {
      open.last = Math.max(open.last, time)
      return { visitorId, sessionId: open.sessionId, isLanding: false }
    }
    const sessionId = `${visitorId}-${time.toString(36)}`
    if (this.#open.size >= MOST_OPEN) this.#sweep()
    if (this.#open.size >= MOST_OPEN) this.#open.clear()
    this.#open.set(visitorId, { sessionId, last: time })
    return { visitorId, sessionId, isLanding: true }
  }

  #visitorId(address: string, agent: string): string {
    const visitor = `${address}\0${agent}`
    const known = this.#visitors.get(visitor)
    if (known) return known
    if (this.#visitors.size >= MOST_REMEMBERED) this.#visitors.clear()
    const id = `log-${createHmac('sha256', this.#key).update(visitor).digest('hex').slice(0, 24)}`
    this.#visitors.set(visitor, id)
    return id
  }

  #sweep(): void {
    for (const [visitorId, { last }] of this.#open)
      if (this.#newest - last > IDLE_MS) this.#open.delete(visitorId)
  }
}
