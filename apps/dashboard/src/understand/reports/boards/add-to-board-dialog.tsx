import { Button, Modal } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type Board, changeBoard, getBoard, listBoards, type SavedReport } from '@throughline/contract/boards'
import { useState } from 'react'
import { call, keyOf, query } from '../../../api.ts'
import { formatCount } from '../../../format/number.ts'
import { RowsSkeleton } from '../../../ui/skeletons.tsx'
import classes from '../reports.module.css'
import { silentView } from '../view-of-report.ts'
import { NewBoardDialog } from './new-board-dialog.tsx'

/** Puts a report on a board that is there, or on a new one. */
export function AddToBoardDialog({ report, onClose }: { report: SavedReport; onClose: () => void }) {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const boards = useQuery(query(listBoards, {}))
  const [making, setMaking] = useState(false)
  const add = useMutation({
    mutationFn: (board: Board) =>
      call(changeBoard, {
        params: { id: board.id },
        body: { items: [...board.items, { report: report.id, width: 'half' }] },
      }),
    onSuccess: async (board) => {
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: keyOf(listBoards) }),
        queryClient.invalidateQueries({ queryKey: keyOf(getBoard) }),
      ])
      await navigate({ to: '/boards/$id', params: { id: board.id }, search: silentView })
    },
  })
  if (making) return <NewBoardDialog items={[{ report: report.id, width: 'half' }]} onClose={onClose} />
  const all = boards.data?.boards ?? []
  return (
    <Modal opened onClose={onClose} title="Add to a board" closeButtonProps={{ 'aria-label': 'Close' }}>
      {boards.isPending ? <RowsSkeleton rows={3} /> : null}
      <ul className={classes.choices}>
        {all.map((board) => {
          const there = board.items.some((item) => item.report === report.id)
          return (
            <li key={board.id}>
              <Button
                variant="default"
                fullWidth
                justify="space-between"
                disabled={there || add.isPending}
                onClick={() => add.mutate(board)}
                rightSection={there ? 'is on it' : formatCount(board.items.length, 'report')}
              >
                {board.name}
              </Button>
            </li>
          )
        })}
      </ul>
      <Button mt="sm" onClick={() => setMaking(true)}>
        New board with it
      </Button>
      {add.isError ? <p role="alert">{add.error.message}</p> : null}
    </Modal>
  )
}
