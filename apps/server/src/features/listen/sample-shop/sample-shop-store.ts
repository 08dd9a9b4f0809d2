import type { SampleShop } from '@throughline/contract/sample-shop'
import type { ColumnType } from 'kysely'
import type { State } from '../../../platform/state/state.ts'

type SampleShopTables = {
  sample_shops: {
    project_id: string
    as_of: Date
    status: Exclude<SampleShop['status'], 'absent'>
    events: ColumnType<string, number, number>
    expected: ColumnType<string, number, number>
    problem: string | null
  }
}

export interface StoredSampleShop {
  readonly projectId: string
  /** The moment that the sample ends at: the same one each time makes the same events. */
  readonly asOf: Date
  readonly status: Exclude<SampleShop['status'], 'absent'>
  readonly events: number
  readonly expected: number
  readonly problem: string | null
}

export interface SampleShopStore {
  find(projectId: string): Promise<StoredSampleShop | undefined>
  /** Makes it, or puts it in the place of what is there. */
  save(shop: StoredSampleShop): Promise<void>
  /** Those that a stopped process left half loaded. */
  unfinished(): Promise<StoredSampleShop[]>
}

/** Owner of the table `sample_shops`. */
export function sampleShopStore(state: State): SampleShopStore {
  const db = state.withTables<SampleShopTables>()
  const toShop = (row: { [K in keyof SampleShopTables['sample_shops']]: unknown }) =>
    ({
      projectId: row.project_id,
      asOf: row.as_of,
      status: row.status,
      events: Number(row.events),
      expected: Number(row.expected),
      problem: row.problem,
    }) as StoredSampleShop

  return {
    async find(projectId) {
      const row = await db
        .selectFrom('sample_shops')
        .selectAll()
        .where('project_id', '=', projectId)
        .executeTakeFirst()
      return row && toShop(row)
    },
    async save({ projectId, asOf, ...rest }) {
      await db
        .insertInto('sample_shops')
        .values({ project_id: projectId, as_of: asOf, ...rest })
        .onConflict((conflict) => conflict.column('project_id').doUpdateSet({ as_of: asOf, ...rest }))
        .execute()
    },
    async unfinished() {
      const rows = await db.selectFrom('sample_shops').selectAll().where('status', '=', 'loading').execute()
      return rows.map(toShop)
    },
  }
}
