/** When an event happened. Of two in one millisecond the message id decides, so that no two events are at one instant. */
export interface Instant {
  /** Milliseconds since 1970. */
  readonly ts: number
  readonly messageId: string
}

/** Message ids compare by their bytes, as they do in the analytics store. */
export const isBefore = (a: Instant, b: Instant): boolean =>
  a.ts === b.ts ? Buffer.compare(Buffer.from(a.messageId), Buffer.from(b.messageId)) < 0 : a.ts < b.ts
