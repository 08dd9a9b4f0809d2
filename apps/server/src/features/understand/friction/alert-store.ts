import type { State } from '../../../platform/state/state.ts'

type Outcome = 'delivered' | 'given_up' | 'cancelled'

type AlertTables = {
  friction_alerts: {
    id: string
    finding_id: string
    project_id: string
    channel: 'webhook' | 'email'
    recipient: string
    content: string
    attempts: number
    created_at: Date
    next_at: Date
    outcome: Outcome | null
    ended_at: Date | null
  }
}

/** Something that is to be told to one recipient. */
export interface Alert {
  /** The same for the same appearance of a finding, channel and recipient. */
  readonly id: string
  readonly findingId: string
  readonly projectId: string
  readonly channel: 'webhook' | 'email'
  /** An e-mail address; empty for the webhook. */
  readonly recipient: string
  /** JSON. */
  readonly content: string
  /** Those that failed. */
  readonly attempts: number
}

export interface AlertStore {
  /** What is there already stays as it is. */
  add(alerts: readonly Alert[], now: Date): Promise<void>
  /** Those to be tried by now, the longest due first. */
  due(now: Date, most: number): Promise<Alert[]>
  retry(id: string, attempts: number, next: Date): Promise<void>
  end(id: string, outcome: Outcome, now: Date): Promise<void>
}

/** Owner of the table `friction_alerts`. */
export function alertStore(state: State): AlertStore {
  const db = state.withTables<AlertTables>()
  return {
    async add(alerts, now) {
      if (alerts.length === 0) return
      await db
        .insertInto('friction_alerts')
        .values(
          alerts.map(({ findingId, projectId, ...alert }) => ({
            ...alert,
            finding_id: findingId,
            project_id: projectId,
            created_at: now,
            next_at: now,
            outcome: null,
            ended_at: null,
          })),
        )
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute()
    },

    async due(now, most) {
      const rows = await db
        .selectFrom('friction_alerts')
        .select(['id', 'finding_id', 'project_id', 'channel', 'recipient', 'content', 'attempts'])
        .where('outcome', 'is', null)
        .where('next_at', '<=', now)
        .orderBy('next_at')
        .orderBy('channel', 'desc')
        .orderBy('recipient')
        .limit(most)
        .execute()
      return rows.map(({ finding_id, project_id, ...alert }) => ({
        ...alert,
        findingId: finding_id,
        projectId: project_id,
      }))
    },

    async retry(id, attempts, next) {
      await db.updateTable('friction_alerts').set({ attempts, next_at: next }).where('id', '=', id).execute()
    },

    async end(id, outcome, now) {
      await db.updateTable('friction_alerts').set({ outcome, ended_at: now }).where('id', '=', id).execute()
    },
  }
}
