import type { Arrival } from './arrival.ts'
import { attempt } from './safely.ts'
import type { Store } from './store.ts'

/** One way in which the visitor came to the site. */
export interface Touch extends Arrival {
  /** ISO 8601. */
  readonly at: string
  /** Where it led, without query. */
  readonly url: string
  readonly referrer: string
}

/** All that is known of who is here, shared between the tabs. */
export interface Visitor {
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
   * @param active the visitor does something: this keeps the session alive, or begins one after 30 idle minutes
   */
  current(active: boolean): SessionVisitor
  /**
   * The visitor has come to a page; a campaign begins a session.
   *
   * @param fromOutside another site led here
   */
  arrive(touch: Touch, fromOutside: boolean): void
  change(change: (visitor: Visitor) => void): void
  /** Somebody else from now on. */
  forget(): void
}

const IDLE_MS = 30 * 60_000

export function openVisitors(
  store: Store,
  newId: () => string,
  sessionBegan: (sessionId: string) => void,
): Visitors {
  const read = (): Visitor => {
    // Anybody on the page can write there.
    const stored = attempt(() => JSON.parse(store.get('visitor') ?? '') as Visitor | null)
    return typeof stored?.anonymousId === 'string' ? stored : { anonymousId: newId() }
  }
  const write = (visitor: Visitor) => store.set('visitor', JSON.stringify(visitor))
  /** The session that this tab saw last: another tab may begin one. */
  let known: string | undefined

  const inSession = (visitor: Visitor, active: boolean, campaign?: string): SessionVisitor => {
    const now = Date.now()
    const idle = now - (visitor.seen ?? 0)
    const begins =
      !visitor.sessionId || (active && idle > IDLE_MS) || (campaign && campaign !== visitor.campaign)
    const sessionId = (!begins && visitor.sessionId) || newId()
    const current = Object.assign(visitor, { sessionId })
    if (begins) visitor.campaign = campaign
    // Once a second is exact enough, and spares the storage.
    if (begins || (active && idle > 1000)) {
      visitor.seen = now
      write(visitor)
    }
    if (known && known !== sessionId) sessionBegan(sessionId)
    known = sessionId
    return current
  }
  const change = (work: (visitor: Visitor) => void) => {
    const visitor = read()
    work(visitor)
    write(visitor)
  }

  return {
    change,
    current: (active) => inSession(read(), active),
    arrive(touch, fromOutside) {
      const { campaign, clickIds } = touch
      const visitor = read()
      const leads = campaign || clickIds
      visitor.first ??= touch
      if (leads || fromOutside || !visitor.last) visitor.last = touch
      write(inSession(visitor, true, leads && JSON.stringify([campaign, clickIds])))
    },
    forget() {
      store.remove('visitor')
      inSession(read(), true)
    },
  }
}
