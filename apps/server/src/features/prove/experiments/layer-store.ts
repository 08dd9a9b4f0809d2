import type { State } from '../../../platform/state/state.ts'
import type { StoredLayer } from './experiment.ts'
import { asNameConflict } from './metric-store.ts'

type LayerTables = {
  experiment_layers: { id: string; project_id: string; name: string; created_at: Date }
  experiment_holdouts: { project_id: string; salt: string; share: number }
}

export interface Holdout {
  readonly salt: string
  /** From 0 to 1. */
  readonly share: number
}

export interface LayerStore {
  /** By name. */
  all(projectId: string): Promise<StoredLayer[]>
  /** @throws AppError `conflict` where another has the name */
  add(layer: StoredLayer): Promise<void>
  holdout(projectId: string): Promise<Holdout | undefined>
  /** Keeps the salt that there is. */
  keepHoldout(projectId: string, holdout: Holdout): Promise<void>
}

/** Owner of the tables `experiment_layers` and `experiment_holdouts`. */
export function layerStore(state: State): LayerStore {
  const db = state.withTables<LayerTables>()
  return {
    async all(projectId) {
      const rows = await db
        .selectFrom('experiment_layers')
        .selectAll()
        .where('project_id', '=', projectId)
        .orderBy('name')
        .execute()
      return rows.map(({ id, name, created_at }) => ({ id, projectId, name, createdAt: created_at }))
    },

    async add({ id, projectId, name, createdAt }) {
      await db
        .insertInto('experiment_layers')
        .values({ id, project_id: projectId, name, created_at: createdAt })
        .execute()
        .catch(asNameConflict('layer', name))
    },

    holdout: (projectId) =>
      db
        .selectFrom('experiment_holdouts')
        .select(['salt', 'share'])
        .where('project_id', '=', projectId)
        .executeTakeFirst(),

    async keepHoldout(projectId, { salt, share }) {
      await db
        .insertInto('experiment_holdouts')
        .values({ project_id: projectId, salt, share })
        .onConflict((conflict) => conflict.column('project_id').doUpdateSet({ share }))
        .execute()
    },
  }
}
