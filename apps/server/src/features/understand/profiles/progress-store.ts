import type { IdentityRules } from '@throughline/contract/projects'
import { type Static, Type } from 'typebox'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import { integer, sql, text, uint64s } from '../../../platform/analytics/sql.ts'

/** The name under which people are projected. */
const NAME = 'people'

const Progress = Type.Object({ seq: Type.String(), rules: Type.String(), version: Type.String() })
const SetAside = Type.Object({
  seq: Type.String(),
  project_id: Type.String(),
  message_id: Type.String(),
  reason: Type.String(),
  ms: Type.String(),
})

export interface ProgressValue {
  /** All events up to this one are projected. */
  readonly seq: number
  /** By project: the rules that its people were joined by. */
  readonly rules: Readonly<Record<string, IdentityRules>>
}

/** An event that the projection could not digest. */
export interface SetAsideEvent {
  readonly seq: number
  readonly projectId: string
  readonly messageId: string
  readonly reason: string
  /** ISO 8601. */
  readonly at: string
}

/** Owner of the projection's watermark and of the events that it set aside. */
export interface ProgressStore {
  load(): Promise<ProgressValue>
  save(progress: ProgressValue): Promise<void>
  setAside(seq: number, reason: string): Promise<void>
  settle(seqs: readonly number[]): Promise<void>
  listSetAside(projectId?: string): Promise<SetAsideEvent[]>
}

export function progressStore(analytics: Analytics): ProgressStore {
  let version = 0
  return {
    async load() {
      const [row] = await analytics.query(
        sql`SELECT seq, rules, version FROM projection_progress WHERE name = ${text(NAME)} ORDER BY version DESC LIMIT 1`,
        Progress,
        { name: 'projection_progress' },
        'background',
      )
      version = Number(row?.version ?? 0)
      return { seq: Number(row?.seq ?? 0), rules: row ? JSON.parse(row.rules) : {} }
    },

    async save({ seq, rules }) {
      await analytics.insert(
        'projection_progress',
        ['name', 'seq', 'rules', 'version'],
        [[NAME, seq, JSON.stringify(rules), ++version]],
        { name: 'save_progress' },
        'background',
      )
    },

    async setAside(seq, reason) {
      await analytics.command(
        sql`INSERT INTO projection_set_aside (name, seq, project_id, message_id, reason, at, settled)
            SELECT ${text(NAME)}, seq, project_id, message_id, ${text(reason)}, now64(3, 'UTC'), 0
            FROM events WHERE seq = ${integer(seq)}`,
        { name: 'set_event_aside' },
        'background',
      )
    },

    async settle(seqs) {
      if (seqs.length === 0) return
      await analytics.command(
        sql`INSERT INTO projection_set_aside (name, seq, project_id, message_id, reason, at, settled)
            SELECT name, seq, project_id, message_id, reason, at, 1 FROM projection_set_aside FINAL
            WHERE name = ${text(NAME)} AND seq IN ${uint64s(seqs.map(String))}`,
        { name: 'settle_set_aside' },
        'background',
      )
    },

    async listSetAside(projectId) {
      const rows: Static<typeof SetAside>[] = await analytics.query(
        sql`SELECT seq, project_id, message_id, reason, toUnixTimestamp64Milli(at) AS ms
            FROM projection_set_aside FINAL
            WHERE name = ${text(NAME)} AND settled = 0
              AND ${projectId === undefined ? sql`1` : sql`project_id = ${text(projectId)}`}
            ORDER BY seq LIMIT 1000`,
        SetAside,
        { name: 'list_set_aside' },
      )
      return rows.map((row) => ({
        seq: Number(row.seq),
        projectId: row.project_id,
        messageId: row.message_id,
        reason: row.reason,
        at: new Date(Number(row.ms)).toISOString(),
      }))
    },
  }
}
