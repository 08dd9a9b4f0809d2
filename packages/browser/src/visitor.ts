import type { Arrival } from './arrival.ts'
import { attempt } from './safely.ts'
import type { Store } from './store.ts'

/** One way in which the visitor came to the site. */
interface Touch extends Arrival {
  /** ISO 8601. */
  readonly at: string
  /** Where it led, without query. */
  readonly url: string
  readonly referrer: string
}

/** All that is known of who is here, shared between the tabs. */
interface Visitor {
  anonymousId: string
  userId?: string | undefined
  groupId?: string | undefined
  sessionId?: string | undefined
  /** When the session was last active, in milliseconds since 1970. */
  seen?: number | undefined
  /** The campaign that began the session. */
  campaign?: string | undefined
  first?: Touch | undefined
  last?: Touch | undefined
}

/** A visitor within a session. */
export type SessionVisitor = Visitor & { sessionId: string }

export interface Visitors {
  /**
   * Who is here, in a session that runs.
   *
   * @param isActive the visitor does something: this keeps the session alive, or begins one after 30 idle minutes
   * @param arrival the visitor has come to a page; a campaign begins a session
   */
  current(isActive: boolean, arrival?: Touch): SessionVisitor
  change(change: (visitor: Visitor) => Visitor): void
}

const IDLE_MS = 30 * 60_000

/**
 * @param name under which the store has the visitor
 * @param givenId the anonymous id of a visitor of whom nothing is known yet, where the page's own server has given one
 */
export function openVisitors(
  store: Store,
  name: string,
  newId: () => string,
  sessionBegan: (sessionId: string) => void,
  givenId?: string,
): Visitors {
  /** The session that this tab saw last: another tab may begin one. */
  let known: string | undefined
  let text: string | undefined | null
  let parsed: Visitor | undefined
  const read = (): Visitor => {
    const now = store.get(name)
    // Anybody on the page can write there.
    if (now !== text) parsed = attempt(() => JSON.parse(now ?? ''))
    text = now
    return parsed?.anonymousId ? { ...parsed } : { anonymousId: givenId || newId() }
  }
  const write = (visitor: Visitor) => store.set(name, JSON.stringify(visitor))

  return {
    current(isActive, touch) {
      const visitor = read()
      const idle = Date.now() - (visitor.seen ?? 0)
      let campaign: string | undefined
      if (touch) {
        if (touch.campaign || touch.clickIds) campaign = JSON.stringify([touch.campaign, touch.clickIds])
        visitor.first ??= touch
        if (campaign || touch.referrer || !visitor.last) visitor.last = touch
      }
      const begins =
        !visitor.sessionId || (isActive && idle > IDLE_MS) || (campaign && campaign !== visitor.campaign)
      if (begins) {
        visitor.sessionId = newId()
        visitor.campaign = campaign
      }
      // Each five seconds is exact enough, and spares the storage.
      if (begins || touch || (isActive && idle > 5000)) {
        visitor.seen = Date.now()
        write(visitor)
      }
      const { sessionId } = visitor as SessionVisitor
      const before = known
      known = sessionId
      if (before && before !== sessionId) sessionBegan(sessionId)
      return visitor as SessionVisitor
    },
    change: (change) => write(change(read())),
  }
}
