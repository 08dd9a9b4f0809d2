import type { RowOutcome, SampleRow } from '@throughline/contract/imports'
import type { EventRow } from '../../../../platform/events/event-row.ts'
import type { Collection } from '../../collection/index.ts'
import { addRejection, emptyTally, type Tally } from './tally.ts'

/** A message of the Segment protocol. */
export type Message = Record<string, unknown>

export interface WriterOptions {
  readonly projectId: string
  /** Milliseconds since 1970: of the import, not of the events. */
  readonly receivedAt: number
  readonly readMessage: Collection['readMessage']
  /** Rows up to this line are stored already: they are read for what follows depends on them, and not counted. */
  readonly storedLines: number
  /** How many rows of each outcome are shown as samples. */
  readonly samples: number
  /** Whether rows that become no event are among the samples. */
  readonly showSkipped?: boolean
}

const SHOWN_REJECTIONS = 10

/** Takes what a reader made of its rows, and keeps the events of the good ones and the count of all. */
export class RowWriter {
  readonly #options: WriterOptions
  readonly #shown = new Map<RowOutcome, number>()
  #rows: EventRow[] = []
  #tally: Tally = emptyTally()

  constructor(options: WriterOptions) {
    this.#options = options
  }

  /** A row that becomes events; rejected as a whole if one of them is. */
  event(line: number, outcome: RowOutcome, messages: readonly Message[], userAgent?: string): void {
    if (line <= this.#options.storedLines) return
    const { projectId, receivedAt, readMessage } = this.#options
    const delivery = { projectId, receivedAt, userAgent }
    const rows: EventRow[] = []
    for (const message of messages) {
      const row = readMessage(message, delivery)
      if (!('person_key' in row)) {
        this.reject(line, row.message, messages)
        return
      }
      rows.push(row)
    }
    this.#rows.push(...rows)
    this.#tally.events += rows.length
    this.#count(outcome)
    this.#show({ line, outcome, reason: null, messages: [...messages] })
  }

  /** A row that becomes none, as it should. */
  skip(line: number, outcome: RowOutcome): void {
    if (line <= this.#options.storedLines) return
    this.#count(outcome)
    if (this.#options.showSkipped) this.#show({ line, outcome, reason: null, messages: [] })
  }

  /**
   * A row that can't become one.
   *
   * @param reason the same text for the same mistake, so that rows can be counted by it
   */
  reject(line: number, reason: string, messages: readonly Message[] = []): void {
    if (line <= this.#options.storedLines) return
    this.#count('rejected')
    addRejection(this.#tally, reason, 1, [line])
    this.#show({ line, outcome: 'rejected', reason, messages: [...messages] })
  }

  /** What came together since the last time. */
  drain(): { readonly rows: readonly EventRow[]; readonly tally: Tally } {
    const drained = { rows: this.#rows, tally: this.#tally }
    this.#rows = []
    this.#tally = emptyTally()
    return drained
  }

  #count(outcome: RowOutcome): void {
    this.#tally.rows++
    this.#tally.outcomes[outcome] = (this.#tally.outcomes[outcome] ?? 0) + 1
  }

  #show(sample: SampleRow): void {
    const shown = this.#shown.get(sample.outcome) ?? 0
    if (shown >= (sample.outcome === 'rejected' ? SHOWN_REJECTIONS : this.#options.samples)) return
    this.#shown.set(sample.outcome, shown + 1)
    this.#tally.samples.push({ ...sample, messages: sample.messages.map(withoutAddress) })
  }
}

/** A network address is stored nowhere, so not among samples either. */
function withoutAddress(message: Message): Message {
  const { context } = message
  if (typeof context !== 'object' || context === null || !('ip' in context)) return message
  const { ip: _, ...rest } = context
  return { ...message, context: rest }
}
