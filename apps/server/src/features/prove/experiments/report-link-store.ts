import { hashSecret } from '../../../platform/secret-token.ts'
import type { State } from '../../../platform/state/state.ts'

type ReportLinkTables = {
  experiment_report_links: {
    id: string
    project_id: string
    experiment_id: string
    secret_hash: string
    hint: string
    created_at: Date
    created_by: string | null
    expires_at: Date | null
  }
}

export interface StoredReportLink {
  readonly id: string
  readonly projectId: string
  readonly experiment: string
  /** The last four characters of the secret. */
  readonly hint: string
  readonly createdAt: Date
  /** Name of who made it; null where a token did. */
  readonly by: string | null
  /** Null: until it is turned off. */
  readonly expiresAt: Date | null
}

export interface ReportLinkStore {
  /** Those that work, the oldest first. */
  list(experiment: string, now: Date): Promise<StoredReportLink[]>
  /** The link that works by a secret. */
  findBySecret(secret: string, now: Date): Promise<StoredReportLink | undefined>
  /** Keeps the hash of the secret, and forgets links of the same report whose time is over. */
  add(link: StoredReportLink, secret: string): Promise<void>
  /** @returns the link that was there */
  remove(experiment: string, id: string): Promise<StoredReportLink | undefined>
}

/** Owner of the table `experiment_report_links`. A secret enters here and never leaves. */
export function reportLinkStore(state: State): ReportLinkStore {
  const db = state.withTables<ReportLinkTables>()
  const working = (now: Date) =>
    db
      .selectFrom('experiment_report_links')
      .selectAll()
      .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))

  return {
    async list(experiment, now) {
      const rows = await working(now)
        .where('experiment_id', '=', experiment)
        .orderBy('created_at')
        .orderBy('id')
        .execute()
      return rows.map(toLink)
    },

    async findBySecret(secret, now) {
      const row = await working(now).where('secret_hash', '=', hashSecret(secret)).executeTakeFirst()
      return row && toLink(row)
    },

    add: ({ id, projectId, experiment, hint, createdAt, by, expiresAt }, secret) =>
      db.transaction().execute(async (transaction) => {
        await transaction
          .deleteFrom('experiment_report_links')
          .where('experiment_id', '=', experiment)
          .where('expires_at', '<=', createdAt)
          .execute()
        await transaction
          .insertInto('experiment_report_links')
          .values({
            id,
            project_id: projectId,
            experiment_id: experiment,
            secret_hash: hashSecret(secret),
            hint,
            created_at: createdAt,
            created_by: by,
            expires_at: expiresAt,
          })
          .execute()
      }),

    async remove(experiment, id) {
      const row = await db
        .deleteFrom('experiment_report_links')
        .where('experiment_id', '=', experiment)
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst()
      return row && toLink(row)
    },
  }
}

const toLink = (row: ReportLinkTables['experiment_report_links']): StoredReportLink => ({
  id: row.id,
  projectId: row.project_id,
  experiment: row.experiment_id,
  hint: row.hint,
  createdAt: row.created_at,
  by: row.created_by,
  expiresAt: row.expires_at,
})
