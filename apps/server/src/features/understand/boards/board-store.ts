import { randomUUID } from 'node:crypto'
import type { BoardItem } from '@throughline/contract/boards'
import { type Kysely, sql } from 'kysely'
import type { State } from '../../../platform/state/state.ts'

type BoardTables = {
  boards: {
    id: string
    project_id: string
    name: string
    description: string
    created_at: Date
    changed_at: Date
  }
  board_reports: { board_id: string; report_id: string; position: number; width: BoardItem['width'] }
}

export interface StoredBoard {
  readonly id: string
  readonly name: string
  readonly description: string
  /** In the order they are shown. */
  readonly items: readonly BoardItem[]
  readonly createdAt: Date
  readonly changedAt: Date
}

export type NewBoard = Pick<StoredBoard, 'name' | 'description' | 'items'>

export interface BoardStore {
  /** By name. */
  list(projectId: string): Promise<StoredBoard[]>
  find(projectId: string, id: string): Promise<StoredBoard | undefined>
  /** The reports must be the project's. */
  add(projectId: string, board: NewBoard, now: Date): Promise<string>
  /** Whether the project has such a board. The reports must be the project's. */
  change(projectId: string, id: string, change: Partial<NewBoard>, now: Date): Promise<boolean>
  /** Whether there was such a board. */
  remove(projectId: string, id: string): Promise<boolean>
}

/** Owner of the tables `boards` and `board_reports`. */
export function boardStore(state: State): BoardStore {
  const db = state.withTables<BoardTables>()

  const read = async (projectId: string, id?: string): Promise<StoredBoard[]> => {
    const boards = await db
      .selectFrom('boards')
      .selectAll()
      .where('project_id', '=', projectId)
      .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
      .orderBy(sql`lower(name)`)
      .orderBy('id')
      .execute()
    if (boards.length === 0) return []
    const items = await db
      .selectFrom('board_reports')
      .selectAll()
      .where(
        'board_id',
        'in',
        boards.map((board) => board.id),
      )
      .orderBy('position')
      .execute()
    const byBoard = Map.groupBy(items, ({ board_id }) => board_id)
    return boards.map((board) => ({
      id: board.id,
      name: board.name,
      description: board.description,
      items: (byBoard.get(board.id) ?? []).map(({ report_id, width }) => ({ report: report_id, width })),
      createdAt: board.created_at,
      changedAt: board.changed_at,
    }))
  }

  return {
    list: (projectId) => read(projectId),

    async find(projectId, id) {
      const [board] = await read(projectId, id)
      return board
    },

    add: (projectId, { name, description, items }, now) =>
      db.transaction().execute(async (transaction) => {
        const id = randomUUID()
        await transaction
          .insertInto('boards')
          .values({ id, project_id: projectId, name, description, created_at: now, changed_at: now })
          .execute()
        await putItems(transaction, id, items)
        return id
      }),

    change: (projectId, id, { items, ...plain }, now) =>
      db.transaction().execute(async (transaction) => {
        // Updating the board first makes two changes of its items wait for each other.
        const changed = await transaction
          .updateTable('boards')
          .set({ ...plain, changed_at: now })
          .where('project_id', '=', projectId)
          .where('id', '=', id)
          .returning('id')
          .executeTakeFirst()
        if (!changed) return false
        if (items) {
          await transaction.deleteFrom('board_reports').where('board_id', '=', id).execute()
          await putItems(transaction, id, items)
        }
        return true
      }),

    async remove(projectId, id) {
      const removed = await db
        .deleteFrom('boards')
        .where('project_id', '=', projectId)
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst()
      return removed !== undefined
    },
  }
}

async function putItems(db: Kysely<BoardTables>, board: string, items: readonly BoardItem[]): Promise<void> {
  if (items.length === 0) return
  await db
    .insertInto('board_reports')
    .values(
      items.map(({ report, width }, position) => ({ board_id: board, report_id: report, position, width })),
    )
    .execute()
}
