import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type Board, type BoardItem, changeBoard, getBoard, listBoards } from '@throughline/contract/boards'
import { useState } from 'react'
import { call, keyOf, query } from '../../../api.ts'

/** The reports of a board as they stand on the screen, and the way to change them: seen at once, undone if refused. */
export function useBoardChange(board: Board): {
  items: readonly BoardItem[]
  /** `words` tell a screen reader what happened. */
  change: (items: BoardItem[], words: string) => void
  problem: Error | null
  said: string
} {
  const queryClient = useQueryClient()
  const [said, say] = useState('')
  const { queryKey } = query(getBoard, { params: { id: board.id } })
  const change = useMutation({
    mutationFn: (items: BoardItem[]) => call(changeBoard, { params: { id: board.id }, body: { items } }),
    onMutate: async (items) => {
      await queryClient.cancelQueries({ queryKey })
      queryClient.setQueryData(queryKey, { ...board, items })
      return board
    },
    onError: (_error, _items, before) => queryClient.setQueryData(queryKey, before),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keyOf(listBoards) }),
  })
  return {
    items: board.items,
    change: (items, words) => {
      say(words)
      change.mutate(items)
    },
    problem: change.error,
    said,
  }
}
