import {
  type Board,
  changeBoard,
  createBoard,
  deleteBoard,
  getBoard,
  listBoards,
} from '@throughline/contract/boards'
import { type Endpoint, endpoint } from '../../../platform/http/endpoint.ts'
import type { BoardService } from './board-service.ts'
import type { StoredBoard } from './board-store.ts'

export const boardEndpoints = (boards: BoardService): Endpoint[] => [
  endpoint(listBoards, async ({ access }) => ({ boards: (await boards.list(access.projectId)).map(view) })),
  endpoint(createBoard, async ({ access, body }) => view(await boards.create(access.projectId, body))),
  endpoint(getBoard, async ({ access, params }) => view(await boards.get(access.projectId, params.id))),
  endpoint(changeBoard, async ({ access, params, body }) =>
    view(await boards.change(access.projectId, params.id, body)),
  ),
  endpoint(deleteBoard, async ({ access, params }) => {
    await boards.remove(access.projectId, params.id)
    return undefined
  }),
]

const view = ({ items, createdAt, changedAt, ...board }: StoredBoard): Board => ({
  ...board,
  items: [...items],
  createdAt: createdAt.toISOString(),
  changedAt: changedAt.toISOString(),
})
