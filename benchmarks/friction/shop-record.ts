import type { EventRow } from '../../apps/server/src/platform/events/event-row.ts'
import { signalOfRow } from './signal-of-row.ts'

/** A signal as it was collected. */
export interface SignalRecord {
  readonly name: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly path: string
  readonly element: string
  /** What it was about: a coupon, a request, a field. */
  readonly detail: string
}

export interface SessionRecord {
  readonly id: string
  /** Any identifier of its person. */
  readonly identifier: string
  readonly start: number
  /** By the names that a finding's group uses. */
  readonly fields: Readonly<Record<string, string>>
  /** By step: when its own event first happened. */
  readonly steps: ReadonlyMap<string, number>
  readonly signals: readonly SignalRecord[]
  readonly ordered: boolean
}

interface Draft extends SessionRecord {
  readonly steps: Map<string, number>
  readonly signals: SignalRecord[]
  ordered: boolean
}

const stepOfEvent: Readonly<Record<string, string>> = {
  'Product Viewed': 'Product',
  'Product Added': 'Cart',
  'Cart Viewed': 'Cart viewed',
  'Checkout Started': 'Checkout',
  'Order Completed': 'Order',
}

/**
 * What a judge knows of a shop: its sessions out of the rows that were collected, put together without the product, so
 * that findings are not judged by themselves.
 */
export class ShopRecord {
  readonly #sessions = new Map<string, Draft>()
  /** Identifiers that were seen together, each pointing towards one for all of its person. */
  readonly #person = new Map<string, string>()

  /** Rows in the order of arrival. */
  take(row: EventRow): void {
    if (row.user_id !== '' && row.anonymous_id !== '') this.#join(row.user_id, row.anonymous_id)
    if (row.session_id === '' || !['track', 'page', 'screen'].includes(row.type)) return
    const session = this.#sessionOf(row)
    const properties = propertiesOf(row)
    const step = stepOf(row, properties)
    if (step !== undefined) session.steps.set(step, Math.min(row.ts, session.steps.get(step) ?? row.ts))
    if (row.event === 'Order Completed') session.ordered = true
    const name = signalOfRow(row.event, properties)
    if (name === undefined) return
    const { path = row.path, element = '' } = properties
    session.signals.push({
      name,
      at: row.ts,
      path: String(path),
      element: String(element),
      detail: detailOf(name, properties),
    })
  }

  get sessions(): ReadonlyMap<string, SessionRecord> {
    return this.#sessions
  }

  /** Sessions of people who had one before. */
  returning(): ReadonlySet<string> {
    const seen = new Set<string>()
    const returning = new Set<string>()
    for (const { id, identifier } of [...this.#sessions.values()].sort((a, b) => a.start - b.start)) {
      const person = this.#personOf(identifier)
      if (seen.has(person)) returning.add(id)
      seen.add(person)
    }
    return returning
  }

  #sessionOf(row: EventRow): Draft {
    const known = this.#sessions.get(row.session_id)
    if (known) return known
    const made: Draft = {
      id: row.session_id,
      identifier: row.anonymous_id || row.user_id,
      start: row.ts,
      fields: {
        'device.type': row.device_type,
        'browser.name': row.browser,
        'browser.version': row.browser_version,
        'os.name': row.os,
        'os.version': row.os_version,
        country: row.country,
        source: row.arrival,
        channel: row.channel,
      },
      steps: new Map(),
      signals: [],
      ordered: false,
    }
    this.#sessions.set(row.session_id, made)
    return made
  }

  #join(one: string, other: string): void {
    const [a, b] = [this.#personOf(one), this.#personOf(other)]
    if (a !== b) this.#person.set(a, b)
  }

  #personOf(identifier: string): string {
    let at = identifier
    for (let next = this.#person.get(at); next !== undefined; next = this.#person.get(at)) at = next
    return at
  }
}

type Properties = Readonly<Record<string, unknown>>

const propertiesOf = ({ properties }: EventRow): Properties => JSON.parse(properties || '{}')

function stepOf({ event }: EventRow, { step_name }: Properties): string | undefined {
  if (event === 'Checkout Step Viewed') return String(step_name)
  return stepOfEvent[event]
}

function detailOf(signal: string, properties: Properties): string {
  const by: Readonly<Record<string, unknown>> = {
    coupon_denied: properties.coupon_id,
    request_failed: properties.url,
    form_field_refilled: properties.field,
    form_abandoned: properties.form,
    script_failed: properties.fingerprint ?? properties.message,
    low_score: properties.survey_id,
  }
  return String(by[signal] ?? '')
}
