import type { BoardItem } from '@throughline/contract/boards'
import { AppError } from '../../../platform/app-error.ts'
import type { Clock } from '../../../platform/clock.ts'
import { checkStorable } from '../../../platform/storable-text.ts'
import type { BoardStore, NewBoard, StoredBoard } from './board-store.ts'
import type { SavedReportStore } from './saved-report-store.ts'

export interface BoardService {
  list(projectId: string): Promise<StoredBoard[]>
  /** @throws AppError `not_found` */
  get(projectId: string, id: string): Promise<StoredBoard>
  /** @throws AppError `invalid` where an item names no report of the project, or one twice */
  create(projectId: string, board: Partial<NewBoard> & { name: string }): Promise<StoredBoard>
  /** @throws AppError `not_found`, or `invalid` as `create` */
  change(projectId: string, id: string, change: Partial<NewBoard>): Promise<StoredBoard>
  /** @throws AppError `not_found` */
  remove(projectId: string, id: string): Promise<void>
}

/** Boards: saved reports side by side, each at most once on a board. */
export function boardService(store: BoardStore, reports: SavedReportStore, clock: Clock): BoardService {
  const checkItems = async (projectId: string, items: readonly BoardItem[] = []): Promise<void> => {
    if (items.length === 0) return
    const known = new Set((await reports.list(projectId)).map(({ id }) => id))
    for (const [index, { report }] of items.entries()) {
      const field = `items[${index}].report`
      if (!known.has(report))
        throw new AppError('invalid', `${field}: no saved report has the id "${report}".`, { field })
      if (items.findIndex((item) => item.report === report) < index)
        throw new AppError(
          'invalid',
          `${field}: the report "${report}" is on the board already. Leave one out.`,
          { field },
        )
    }
  }

  const get = async (projectId: string, id: string): Promise<StoredBoard> => {
    checkStorable(id, 'id')
    const board = await store.find(projectId, id)
    if (!board) throw noBoard(id)
    return board
  }

  return {
    list: (projectId) => store.list(projectId),
    get,

    async create(projectId, { name, description = '', items = [] }) {
      checkStorable({ name, description })
      await checkItems(projectId, items)
      const id = await store.add(projectId, { name: name.trim(), description, items }, new Date(clock()))
      return get(projectId, id)
    },

    async change(projectId, id, change) {
      checkStorable(change)
      checkStorable(id, 'id')
      await checkItems(projectId, change.items)
      const { name } = change
      const trimmed = name === undefined ? change : { ...change, name: name.trim() }
      if (!(await store.change(projectId, id, trimmed, new Date(clock())))) throw noBoard(id)
      return get(projectId, id)
    },

    async remove(projectId, id) {
      checkStorable(id, 'id')
      if (!(await store.remove(projectId, id))) throw noBoard(id)
    },
  }
}

const noBoard = (id: string): AppError =>
  new AppError('not_found', `No board has the id "${id}".`, { field: 'id' })
