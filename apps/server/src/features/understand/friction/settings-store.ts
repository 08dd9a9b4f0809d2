import type { FrictionSettings } from '@throughline/contract/friction-settings'
import type { ColumnType } from 'kysely'
import type { State } from '../../../platform/state/state.ts'

type SettingsTables = {
  friction_settings: {
    project_id: string
    webhook_url: string | null
    emails: ColumnType<string[], string, string>
    alert_from: number
    rates: ColumnType<Record<string, number>, string, string>
  }
}

export interface SettingsStore {
  find(projectId: string): Promise<FrictionSettings | undefined>
  keep(projectId: string, settings: FrictionSettings): Promise<void>
}

/** Owner of the table `friction_settings`. */
export function settingsStore(state: State): SettingsStore {
  const db = state.withTables<SettingsTables>()
  return {
    async find(projectId) {
      const row = await db
        .selectFrom('friction_settings')
        .selectAll()
        .where('project_id', '=', projectId)
        .executeTakeFirst()
      return (
        row && {
          webhookUrl: row.webhook_url,
          emails: row.emails,
          alertFrom: row.alert_from,
          rates: row.rates,
        }
      )
    },

    async keep(projectId, { webhookUrl, emails, alertFrom, rates }) {
      const columns = {
        webhook_url: webhookUrl,
        emails: JSON.stringify(emails),
        alert_from: alertFrom,
        rates: JSON.stringify(rates),
      }
      await db
        .insertInto('friction_settings')
        .values({ project_id: projectId, ...columns })
        .onConflict((conflict) => conflict.column('project_id').doUpdateSet(columns))
        .execute()
    },
  }
}
