import type { EventRow } from '../platform/events/event-row.ts'
import { personKey, strongestIdentifier } from '../platform/events/person-key.ts'

let made = 0

/** A row for tests: a page view of visitor a1 in project "p" at the start of 2026, but for what is said. */
export function eventRow(said: Partial<EventRow> = {}): EventRow {
  const row = {
    project_id: 'p',
    message_id: `m${++made}`,
    type: 'track',
    event: 'Page Viewed',
    ts: Date.UTC(2026, 0, 1),
    received_at: Date.UTC(2026, 0, 1),
    user_id: '',
    anonymous_id: said.user_id === undefined ? 'a1' : '',
    email: '',
    phone: '',
    card: '',
    previous_id: '',
    group_id: '',
    session_id: '',
    channel: 'web',
    arrival: '',
    campaign_source: '',
    campaign_medium: '',
    campaign_name: '',
    referrer: '',
    device_type: '',
    browser: '',
    browser_version: '',
    os: '',
    os_version: '',
    country: '',
    url: '',
    path: '',
    properties: '{}',
    context: '{}',
    ...said,
  } as const
  const identifier = strongestIdentifier(row)
  return { ...row, person_key: said.person_key ?? (identifier ? personKey(row.project_id, identifier) : '0') }
}
