import { SECOND } from './calendar.ts'
import type { JsonObject, MessageContext, SegmentMessage } from './segment-message.ts'

/** Who sends, by what client. */
export interface Sender {
  readonly anonymousId: string | undefined
  readonly userId: string | undefined
  readonly channel: string | undefined
  /** Begins every `messageId`; unique for this writer. */
  readonly idPrefix: string
  /** Milliseconds from the event to its arrival. */
  readonly latency: number
  /** Nothing arrives before this moment. */
  readonly heldUntil: number
  readonly includeSentAt: boolean
  readonly context: MessageContext
}

/** A sequence of messages with the moment at which each arrives, never earlier than the one before it. */
export interface Transcript {
  readonly messages: readonly SegmentMessage[]
  readonly arrivals: readonly number[]
}

/** Writes what one client sends, one message after the other, by a clock that it is told to move. */
export class MessageWriter implements Transcript {
  readonly messages: SegmentMessage[] = []
  readonly arrivals: number[] = []
  userId: string | undefined
  context: MessageContext
  readonly #sender: Sender
  #now: number
  #lastArrival = 0

  constructor(sender: Sender, start: number) {
    this.#sender = sender
    this.#now = Math.floor(start)
    this.userId = sender.userId
    this.context = sender.context
  }

  get now(): number {
    return this.#now
  }

  wait(seconds: number): void {
    this.#now += Math.max(1, Math.floor(seconds * SECOND))
  }

  track(event: string, properties: JsonObject): void {
    this.messages.push({ type: 'track', event, properties, ...this.#commonFields() })
  }

  page(name: string, properties: JsonObject): void {
    this.messages.push({ type: 'page', name, properties, ...this.#commonFields() })
  }

  screen(name: string, properties: JsonObject): void {
    this.messages.push({ type: 'screen', name, properties, ...this.#commonFields() })
  }

  identify(traits: JsonObject): void {
    this.messages.push({ type: 'identify', traits, ...this.#commonFields() })
  }

  group(groupId: string, traits: JsonObject): void {
    this.messages.push({ type: 'group', groupId, traits, ...this.#commonFields() })
  }

  alias(previousId: string): void {
    this.messages.push({ type: 'alias', previousId, ...this.#commonFields() })
  }

  #commonFields() {
    const { anonymousId, channel, idPrefix, includeSentAt } = this.#sender
    const messageId = idPrefix + this.messages.length.toString(36)
    const timestamp = new Date(this.#now).toISOString()
    const arrival = this.#arrive()
    return {
      messageId,
      timestamp,
      ...(includeSentAt ? { sentAt: new Date(arrival).toISOString() } : undefined),
      ...(anonymousId === undefined ? undefined : { anonymousId }),
      ...(this.userId === undefined ? undefined : { userId: this.userId }),
      ...(channel === undefined ? undefined : { channel }),
      context: this.context,
    }
  }

  #arrive(): number {
    const { heldUntil, latency } = this.#sender
    this.#lastArrival = Math.max(this.#lastArrival, heldUntil, this.#now + latency)
    this.arrivals.push(this.#lastArrival)
    return this.#lastArrival
  }
}
