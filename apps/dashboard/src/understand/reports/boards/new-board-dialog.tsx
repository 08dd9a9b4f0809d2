import { Button, Group, Modal, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type BoardItem, createBoard, listBoards } from '@throughline/contract/boards'
import { type FormEvent, useState } from 'react'
import { call, keyOf } from '../../../api.ts'
import { silentView } from '../view-of-report.ts'

/** Makes a board, with the reports given, and opens it. */
export function NewBoardDialog(props: { items: BoardItem[]; onClose: () => void }) {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [name, setName] = useState('')
  const make = useMutation({
    mutationFn: () => call(createBoard, { body: { name, items: props.items } }),
    onSuccess: async (board) => {
      await queryClient.invalidateQueries({ queryKey: keyOf(listBoards) })
      await navigate({ to: '/boards/$id', params: { id: board.id }, search: silentView })
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    make.mutate()
  }
  return (
    <Modal opened onClose={props.onClose} title="New board" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit}>
        <TextInput
          label="Name"
          placeholder="Monday review"
          value={name}
          onChange={(event) => setName(event.target.value)}
          maxLength={200}
          required
          withAsterisk={false}
          data-autofocus
          error={make.isError ? make.error.message : undefined}
        />
        <Group justify="flex-end" mt="lg">
          <Button type="submit" loading={make.isPending} disabled={name.trim() === ''}>
            Make the board
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
