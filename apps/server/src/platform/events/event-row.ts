import type { EventType } from '@throughline/contract/event'

/**
 * One event as the log keeps it, except `seq`, which the log's single writer gives. Absent text is the empty string:
 * a null costs a column of its own, and no identifier or name of ours is ever empty.
 */
export interface EventRow {
  readonly project_id: string
  readonly message_id: string
  readonly type: EventType
  /** Name of a track, page or screen event; otherwise the type. */
  readonly event: string
  /** Milliseconds since 1970, corrected for the sender's clock. */
  readonly ts: number
  readonly received_at: number
  readonly user_id: string
  readonly anonymous_id: string
  readonly email: string
  readonly phone: string
  readonly card: string
  /** Of an alias, merge or unmerge: the other identifier. */
  readonly previous_id: string
  readonly group_id: string
  /** Decimal digits of the 64-bit key of the strongest identifier. */
  readonly person_key: string
  /** As the sender gave it; empty where sessions follow from idle time. */
  readonly session_id: string
  /** Where it happened: web, ios, android, store … */
  readonly channel: string
  /** How the visitor came: direct, organic_search, paid_search, social, email, referral … Empty inside a visit. */
  readonly arrival: string
  readonly campaign_source: string
  readonly campaign_medium: string
  readonly campaign_name: string
  readonly referrer: string
  readonly device_type: string
  readonly browser: string
  readonly browser_version: string
  readonly os: string
  readonly os_version: string
  readonly country: string
  readonly url: string
  readonly path: string
  /** JSON text as it was sent: properties, or the traits of identify and group. */
  readonly properties: string
  readonly context: string
}

/** The columns of a row, in the order in which it is written. */
export const eventColumns = [
  'project_id',
  'message_id',
  'type',
  'event',
  'ts',
  'received_at',
  'user_id',
  'anonymous_id',
  'email',
  'phone',
  'card',
  'previous_id',
  'group_id',
  'person_key',
  'session_id',
  'channel',
  'arrival',
  'campaign_source',
  'campaign_medium',
  'campaign_name',
  'referrer',
  'device_type',
  'browser',
  'browser_version',
  'os',
  'os_version',
  'country',
  'url',
  'path',
  'properties',
  'context',
] as const satisfies readonly (keyof EventRow)[]
