import type { Finding } from '@throughline/contract/friction'
import type { State } from '../../../platform/state/state.ts'

type ActionTables = {
  friction_actions: { finding_id: string; kind: string; id: string; title: string; at: Date }
}

/** What was done about a finding. */
export interface FindingAction {
  readonly kind: Finding['actions'][number]['kind']
  readonly id: string
  readonly title: string
  readonly at: Date
}

export interface ActionStore {
  /** By finding, the oldest first. */
  all(projectId: string): Promise<Map<string, FindingAction[]>>
  /** Adds it, or says anew what came of it. */
  keep(findingId: string, action: FindingAction): Promise<void>
}

/** Owner of the table `friction_actions`. */
export function actionStore(state: State): ActionStore {
  const db = state.withTables<ActionTables & { friction_findings: { id: string; project_id: string } }>()
  return {
    async all(projectId) {
      const rows = await db
        .selectFrom('friction_actions')
        .innerJoin('friction_findings', 'friction_findings.id', 'finding_id')
        .select(['finding_id', 'kind', 'friction_actions.id', 'friction_actions.title', 'at'])
        .where('project_id', '=', projectId)
        .orderBy('at')
        .execute()
      const actions = rows.map(({ finding_id, kind, ...action }) => ({
        findingId: finding_id,
        action: { ...action, kind: kind as FindingAction['kind'] },
      }))
      return new Map(
        [...Map.groupBy(actions, ({ findingId }) => findingId)].map(([id, list]) => [
          id,
          list.map(({ action }) => action),
        ]),
      )
    },

    async keep(findingId, { kind, id, title, at }) {
      await db
        .insertInto('friction_actions')
        .values({ finding_id: findingId, kind, id, title, at })
        .onConflict((conflict) => conflict.columns(['finding_id', 'kind', 'id']).doUpdateSet({ title, at }))
        .execute()
    },
  }
}
